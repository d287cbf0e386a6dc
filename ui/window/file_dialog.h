// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

class QFileDialog;
class QWidget;

namespace numeral::ui {

/// A dialog in the folder that was used last, which deletes itself and doesn't block.
QFileDialog* makeFileDialog(QWidget& window, const QString& title);

/// The next dialog starts in that file's folder.
void rememberFolderOf(const QString& file);

} // namespace numeral::ui
