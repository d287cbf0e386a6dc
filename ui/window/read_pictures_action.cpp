// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/read_pictures_action.h"

#include "core/platform/whole_file.h"
#include "ui/appearance/icons.h"
#include "ui/base/activity.h"
#include "ui/ink/ink_canvas.h"
#include "ui/ink/recognition_panel.h"
#include "ui/picture/image_file.h"
#include "ui/reading/read_pictures_dialog.h"
#include "ui/window/file_dialog.h"
#include "ui/window/message_bar.h"
#include "ui/window/model_store.h"
#include "ui/window/window_memory.h"

#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QMainWindow>

namespace numeral::ui {

namespace {

Result<void> writeTable(const std::vector<PictureReading>& readings, const std::string& file)
{
    std::string table = readingsHeader();
    for (const PictureReading& reading : readings) {
        table += readingLine(reading);
    }
    return platform::writeWholeFile(file, table);
}

} // namespace

ReadPicturesAction::ReadPicturesAction(const ReadPicturesParts& parts)
    : QAction(themedIcon(QStringLiteral("open")), tr("Read Pic&tures…"), &parts.window)
    , m_parts(parts)
{
    setObjectName(QStringLiteral("readPictures"));
    setShortcut(QKeySequence(QStringLiteral("Ctrl+Shift+I")));
    setToolTip(tr("Read a folder of pictures into a table"));
    Activity& activity = parts.activity;
    activity.define(Activity::WritingFiles, *this, [this] { return m_saving.isBusy(); });
    connect(&m_saving, &JobTracker::becameIdle, &activity, &Activity::update);
    connect(this, &QAction::triggered, this, &ReadPicturesAction::open);
}

void ReadPicturesAction::open()
{
    if (m_dialog == nullptr) {
        makeDialog();
    }
    m_dialog->show();
    m_dialog->raise();
    m_dialog->activateWindow();
}

void ReadPicturesAction::makeDialog()
{
    m_dialog = new ReadPicturesDialog(&m_parts.window);
    connect(m_dialog, &ReadPicturesDialog::folderWanted, this, &ReadPicturesAction::chooseFolder);
    connect(m_dialog, &ReadPicturesDialog::filesWanted, this, &ReadPicturesAction::chooseFiles);
    connect(m_dialog, &ReadPicturesDialog::placesChosen, this, &ReadPicturesAction::read);
    connect(m_dialog, &ReadPicturesDialog::saveWanted, this, &ReadPicturesAction::chooseTarget);
    connect(m_dialog, &ReadPicturesDialog::pictureOpened, m_parts.drawing.canvas(),
        &InkCanvas::setPicture);
}

void ReadPicturesAction::chooseFolder()
{
    QFileDialog* dialog = makeFileDialog(*m_dialog, tr("Choose a folder of pictures"));
    dialog->setFileMode(QFileDialog::Directory);
    dialog->setOption(QFileDialog::ShowDirsOnly);
    connect(dialog, &QFileDialog::fileSelected, this, [this](const QString& folder) {
        rememberFolder(folder);
        read({folder});
    });
    dialog->open();
}

void ReadPicturesAction::chooseFiles()
{
    QFileDialog* dialog = makeFileDialog(*m_dialog, tr("Choose pictures or a ZIP archive"));
    dialog->setFileMode(QFileDialog::ExistingFiles);
    dialog->setNameFilters(
        {tr("Pictures and archives (%1 *.zip)").arg(picturePatterns().join(QLatin1Char(' '))),
            tr("All files (*)")});
    connect(dialog, &QFileDialog::filesSelected, this, [this](const QStringList& files) {
        rememberFolderOf(files.front());
        read(files);
    });
    dialog->open();
}

void ReadPicturesAction::read(const QStringList& places)
{
    m_dialog->read(m_parts.store.model(), m_parts.store.origin(), places);
}

void ReadPicturesAction::chooseTarget()
{
    QFileDialog* dialog = makeFileDialog(*m_dialog, tr("Save the table"));
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setNameFilter(tr("Tables (*.csv)"));
    dialog->setDefaultSuffix(QStringLiteral("csv"));
    dialog->selectFile(QStringLiteral("readings.csv"));
    connect(dialog, &QFileDialog::fileSelected, this, &ReadPicturesAction::save);
    dialog->open();
}

void ReadPicturesAction::save(const QString& file)
{
    m_saving.enqueue([readings = m_dialog->readings(),
                         path = file.toStdString()] { return writeTable(readings, path); },
        [this, file](const Result<void>& saved) {
            if (saved) {
                rememberFolderOf(file);
                m_dialog->showNote(tr("Saved: %1").arg(QDir::toNativeSeparators(file)));
            } else {
                m_dialog->showNote(QString::fromStdString(saved.error().detail));
                m_parts.messages.showError(saved.error()); // a window that is closing stays open
            }
        });
    m_parts.activity.update();
}

} // namespace numeral::ui
