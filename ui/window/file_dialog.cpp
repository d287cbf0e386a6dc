// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/file_dialog.h"

#include "core/exchange/formats.h"
#include "core/exchange/model_folder.h"
#include "ui/window/window_memory.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QUrl>

namespace numeral::ui {

namespace {

QString translated(const char* text)
{
    return QCoreApplication::translate("numeral::ui::FileDialog", text);
}

} // namespace

QFileDialog* makeFileDialog(QWidget& window, const QString& title)
{
    auto* dialog = new QFileDialog(&window, title);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setDirectory(rememberedFolder());
    return dialog;
}

QString nameFilter(const ExportFormat& format)
{
    const auto text = [](std::string_view view) {
        return QString::fromUtf8(view.data(), static_cast<qsizetype>(view.size()));
    };
    return translated("%1 files (*.%2)").arg(text(format.title), text(format.extension));
}

QFileDialog* makeModelDialog(QWidget& window, const QString& title)
{
    QFileDialog* dialog = makeFileDialog(window, title);
    dialog->setFileMode(QFileDialog::ExistingFile);
    QStringList filters;
    for (const ExportFormat& format : exportFormats()) {
        if (format.read != nullptr) {
            filters.append(nameFilter(format));
        }
    }
    dialog->setNameFilters(filters << translated("All files (*)"));
    const QString kept = QString::fromStdString(modelFolder().string());
    if (QFileInfo::exists(kept)) {
        dialog->setSidebarUrls({QUrl::fromLocalFile(QDir::homePath()), QUrl::fromLocalFile(kept)});
    }
    return dialog;
}

void rememberFolderOf(const QString& file)
{
    rememberFolder(QFileInfo(file).absolutePath());
}

} // namespace numeral::ui
