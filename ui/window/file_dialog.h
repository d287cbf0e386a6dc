// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

class QFileDialog;
class QWidget;

namespace numeral {
struct ExportFormat;
}

namespace numeral::ui {

/// Creates a non-blocking file dialog that opens in the last used folder and deletes itself when
/// closed.
QFileDialog* makeFileDialog(QWidget& window, const QString& title);

/// Creates such a dialog for a file that a model is read from.
QFileDialog* makeModelDialog(QWidget& window, const QString& title);

/// Returns "PyTorch files (*.pt)".
QString nameFilter(const ExportFormat& format);

/// Makes the next dialog open in this file's folder.
void rememberFolderOf(const QString& file);

} // namespace numeral::ui
