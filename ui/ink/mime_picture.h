// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <QImage>

class QMimeData;

namespace numeral::ui {

/// Returns whether dragged or copied data may hold a picture: an image or a URL. Opens no file.
bool mayHoldPicture(const QMimeData* data);

/// Returns the local files among dragged or copied data.
QStringList localFilesIn(const QMimeData* data);

/// Returns the picture; of several files, that in the first local one.
/// Errors: FileUnreadable, FileMalformed, with a sentence for the user.
Result<QImage> pictureFrom(const QMimeData* data);

} // namespace numeral::ui
