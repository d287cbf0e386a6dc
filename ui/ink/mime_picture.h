// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <QImage>

class QMimeData;

namespace numeral::ui {

/// Whether something that is dragged or copied may hold a picture: an image, or the address of a
/// file. Opens nothing.
bool mayHoldPicture(const QMimeData* data);

/// The picture itself; of several files the first one's.
/// Errors: FileUnreadable, FileMalformed, with a sentence for the user.
Result<QImage> pictureFrom(const QMimeData* data);

} // namespace numeral::ui
