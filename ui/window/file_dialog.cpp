// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/file_dialog.h"

#include "ui/window/window_memory.h"

#include <QFileDialog>
#include <QFileInfo>

namespace numeral::ui {

QFileDialog* makeFileDialog(QWidget& window, const QString& title)
{
    auto* dialog = new QFileDialog(&window, title);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setDirectory(rememberedFolder());
    return dialog;
}

void rememberFolderOf(const QString& file)
{
    rememberFolder(QFileInfo(file).absolutePath());
}

} // namespace numeral::ui
