// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/file_actions.h"

#include "core/data/ink_sets.h"
#include "core/exchange/model_folder.h"
#include "core/exchange/model_name.h"
#include "core/platform/paths.h"
#include "ui/appearance/first_paint.h"
#include "ui/appearance/icons.h"
#include "ui/data/open_data_dialog.h"
#include "ui/picture/image_file.h"
#include "ui/window/file_dialog.h"
#include "ui/window/model_store.h"
#include "ui/window/recent_models.h"
#include "ui/window/window_memory.h"

#include <QAction>
#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QMenu>

#include <algorithm>

namespace numeral::ui {

namespace {

QString fromView(std::string_view text)
{
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

/// Whether a file's name is one of a data set's.
bool isDataFile(const QString& name)
{
    const QStringList endings{QStringLiteral(".zip"), QStringLiteral(".csv"),
        QStringLiteral(".csv.gz"), QStringLiteral(".tsv"), QStringLiteral(".npz")};
    return name.contains(QLatin1String("ubyte")) || isInkFile(name.toStdString())
        || std::any_of(endings.begin(), endings.end(),
            [&name](const QString& ending) { return name.endsWith(ending, Qt::CaseInsensitive); });
}

QString lettersOrigin()
{
    return FileActions::tr("the built-in network of letters");
}

} // namespace

FileActions::FileActions(ModelStore& store, QWidget& window)
    : QObject(&window)
    , m_store(store)
    , m_window(window)
    , m_openData(addAction(QStringLiteral("openData"), QStringLiteral("data"), tr("Open &Data…")))
    , m_openModel(
          addAction(QStringLiteral("openModel"), QStringLiteral("open"), tr("&Open Model…")))
    , m_openPicture(
          addAction(QStringLiteral("openPicture"), QStringLiteral("open"), tr("Open &Picture…")))
    , m_useBundled(addAction(QStringLiteral("useBundled"), {}, tr("Use the &Built-in Model")))
    , m_useLetters(addAction(QStringLiteral("useLetters"), {}, tr("&Read Letters")))
    , m_saveModel(
          addAction(QStringLiteral("saveModel"), QStringLiteral("save"), tr("&Save Model As…")))
    , m_recent(new RecentModels(window))
{
    m_openData->setShortcut(QKeySequence(QStringLiteral("Ctrl+D")));
    m_openModel->setShortcut(QKeySequence::Open);
    m_saveModel->setShortcut(QKeySequence::Save);
    connect(m_openData, &QAction::triggered, this, &FileActions::chooseData);
    connect(m_openModel, &QAction::triggered, this, &FileActions::chooseModel);
    m_openPicture->setShortcut(QKeySequence(QStringLiteral("Ctrl+I")));
    connect(m_openPicture, &QAction::triggered, this, &FileActions::choosePicture);
    connect(m_useBundled, &QAction::triggered, this, &FileActions::useBundled);
    m_useLetters->setToolTip(tr("Use the built-in network that reads the letters A to Z"));
    connect(m_useLetters, &QAction::triggered, this, &FileActions::useLetters);
    connect(m_recent, &RecentModels::chosen, this, &FileActions::openModel);
    connect(m_saveModel, &QAction::triggered, this, [this] { chooseTarget(modelFormat()); });
}

QAction* FileActions::addAction(const QString& name, const QString& icon, const QString& text)
{
    auto* action = new QAction(icon.isEmpty() ? QIcon() : themedIcon(icon), text, this);
    action->setObjectName(name);
    return action;
}

void FileActions::fillMenu(QMenu& menu, QMenu& corrections, QAction& readPictures)
{
    menu.addAction(m_openData);
    menu.addMenu(&corrections);
    menu.addAction(m_openModel);
    menu.addMenu(&m_recent->menu());
    menu.addActions({m_openPicture, &readPictures, m_useBundled, m_useLetters});
    menu.addSeparator();
    menu.addAction(m_saveModel);
    QMenu* exports = menu.addMenu(themedIcon(QStringLiteral("export")), tr("&Export Weights"));
    exports->setObjectName(QStringLiteral("exportMenu"));
    exports->setToolTipsVisible(true);
    for (const ExportFormat& format : exportFormats()) {
        QAction* action = exports->addAction(tr("%1…").arg(fromView(format.title)));
        action->setObjectName(QStringLiteral("export-") + fromView(format.name));
        action->setToolTip(fromView(format.description));
        connect(action, &QAction::triggered, this, [this, &format] { chooseTarget(format); });
    }
}

void FileActions::setModelChangeEnabled(bool enabled)
{
    if (!enabled) {
        cancelOpening();
    }
    m_openModel->setEnabled(enabled);
    m_recent->menu().setEnabled(enabled);
    m_useBundled->setEnabled(enabled);
    m_useLetters->setEnabled(enabled);
}

void FileActions::chooseData()
{
    auto* dialog = new OpenDataDialog(&m_window);
    const auto pick = [this, dialog](QFileDialog::FileMode mode, const QString& title) {
        QFileDialog* picker = makeFileDialog(*dialog, title);
        picker->setFileMode(mode);
        if (mode == QFileDialog::Directory) {
            picker->setOption(QFileDialog::ShowDirsOnly);
        } else {
            picker->setNameFilters({tr("Data (*.zip *.csv *.csv.gz *.tsv *.npz *.ndjson "
                                       "*.ndjson.gz *.jsonl *ubyte *ubyte.gz)"),
                tr("All files (*)")});
        }
        connect(picker, &QFileDialog::fileSelected, dialog, &OpenDataDialog::setPath);
        picker->open();
    };
    connect(dialog, &OpenDataDialog::fileWanted, this,
        [pick] { pick(QFileDialog::ExistingFile, tr("Choose a file of images")); });
    connect(dialog, &OpenDataDialog::folderWanted, this,
        [pick] { pick(QFileDialog::Directory, tr("Choose a folder of images")); });
    connect(dialog, &OpenDataDialog::chosen, this, &FileActions::dataChosen);
    dialog->open();
}

void FileActions::chooseModel()
{
    QFileDialog* dialog = makeModelDialog(m_window, tr("Open a model"));
    connect(dialog, &QFileDialog::fileSelected, this, &FileActions::openModel);
    dialog->open();
}

void FileActions::choosePicture()
{
    QFileDialog* dialog = makeFileDialog(m_window, tr("Open a photo or scan of digits"));
    dialog->setFileMode(QFileDialog::ExistingFile);
    dialog->setNameFilters(
        {tr("Pictures (%1)").arg(picturePatterns().join(QLatin1Char(' '))), tr("All files (*)")});
    connect(dialog, &QFileDialog::fileSelected, this, &FileActions::openPicture);
    dialog->open();
}

void FileActions::openPicture(const QString& file)
{
    m_openingPicture.startLatest(
        [path = file.toStdString()](JobControl&) { return readImageFile(path); },
        [this, file](const Result<QImage>& picture) {
            if (picture) {
                rememberFolderOf(file);
                Q_EMIT pictureOpened(*picture);
            } else {
                Q_EMIT failed(picture.error());
            }
        });
}

void FileActions::openModel(const QString& file)
{
    read(
        file,
        [this, file] {
            m_isReopening = false;
            Q_EMIT modelChosen();
            rememberModel(file);
            rememberRecentModel({QFileInfo(file).absoluteFilePath(), summaryOf(*m_store.own())});
            rememberFolderOf(file);
            Q_EMIT notice(tr("Opened: %1").arg(QDir::toNativeSeparators(file)));
        },
        [this] {
            if (m_isReopening) {
                reopenModel(); // this file, named on the command line, took its place
            }
        });
}

bool FileActions::openDropped(const QStringList& files)
{
    const bool areTogether = files.size() > 1
        && std::all_of(files.begin(), files.end(),
            [](const QString& file) { return isInkFile(file.toStdString()); });
    const QString& file = files.first();
    const QFileInfo info(file);
    const bool isData = info.isDir() || isDataFile(info.fileName());
    const bool isModel = !info.isDir()
        && std::any_of(
            exportFormats().begin(), exportFormats().end(), [&info](const ExportFormat& format) {
                return format.read != nullptr
                    && info.suffix().compare(fromView(format.extension), Qt::CaseInsensitive) == 0;
            });
    if (!isData && !isModel) {
        return false;
    }
    if (!(isData ? m_openData : m_openModel)->isEnabled()) {
        Q_EMIT notice(
            tr("Nothing was opened: stop the training first, or wait until it has ended."));
    } else if (areTogether) {
        openTogether(files);
    } else if (isData) {
        Q_EMIT dataChosen(file);
    } else {
        openModel(file);
    }
    return true;
}

/// They are kept, so that the data set is still there when the files are no more.
void FileActions::openTogether(const QStringList& inkFiles)
{
    std::vector<std::filesystem::path> files;
    for (const QString& file : inkFiles) {
        files.emplace_back(file.toStdString());
    }
    m_saving.enqueue([files] { return folderOfInkFiles(files, platform::dataHome() / "ink"); },
        [this](const Result<std::filesystem::path>& folder) {
            if (folder) {
                Q_EMIT dataChosen(QString::fromStdString(folder->string()));
            } else {
                Q_EMIT failed(folder.error());
            }
        });
}

void FileActions::reopenModel()
{
    const QString file = rememberedModel();
    if (file == lettersName()) {
        const Reading reading = rememberedReading(); // before it is that of the letters
        m_store.use(m_store.letters(), lettersOrigin());
        m_store.choose(reading);
    } else if (!file.isEmpty()) {
        m_isReopening = true;
        // If it can't be read, forget it, so that not every start reports the error.
        read(
            file,
            [this, reading = rememberedReading()] {
                m_isReopening = false;
                m_store.choose(reading);
            },
            [this] {
                m_isReopening = false;
                rememberModel({});
            });
    }
}

void FileActions::read(const QString& file, const std::function<void()>& succeeded,
    const std::function<void()>& failing)
{
    const auto finish = [this, file, succeeded, failing](const Result<Model>& model) {
        if (!model) {
            failing();
            Q_EMIT failed(model.error());
            return;
        }
        m_store.use(*model, QFileInfo(file).fileName());
        Q_EMIT modelOpened(*model);
        succeeded();
    };
    m_wantedModel = file;
    afterFirstPaint(m_window, [this, file, finish] {
        if (m_wantedModel == file) {
            m_openingModel.startLatest(
                [path = file.toStdString()](JobControl&) { return readModel(path); }, finish);
        }
    });
}

void FileActions::cancelOpening()
{
    m_isReopening = false;
    m_wantedModel.clear();
    m_openingModel.cancel();
}

void FileActions::useBundled()
{
    cancelOpening();
    m_store.choose(Reading::BuiltIn);
}

void FileActions::useLetters()
{
    cancelOpening();
    m_store.use(m_store.letters(), lettersOrigin());
    Q_EMIT modelChosen();
    rememberModel(lettersName());
    Q_EMIT notice(tr("Draw letters: capitals or small ones, A to Z."));
}

void FileActions::chooseTarget(const ExportFormat& format)
{
    QFileDialog* dialog = makeFileDialog(m_window, tr("Save as %1").arg(fromView(format.title)));
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setNameFilter(nameFilter(format));
    dialog->setDefaultSuffix(fromView(format.extension));
    const std::filesystem::path folder(dialog->directory().absolutePath().toStdString());
    const std::filesystem::path proposed
        = unusedFile(folder, modelName(m_store.modelToSave()), format.extension);
    dialog->selectFile(QString::fromStdString(proposed.filename().string()));
    connect(dialog, &QFileDialog::fileSelected, this,
        [this, &format](const QString& file) { save(format, file); });
    dialog->open();
}

void FileActions::save(const ExportFormat& format, const QString& file)
{
    m_saving.enqueue([model = m_store.modelToSave(), &format,
                         path = file.toStdString()] { return exportModel(model, format, path); },
        [this, file](const Result<void>& saved) {
            if (saved) {
                rememberFolderOf(file);
                Q_EMIT notice(tr("Saved: %1").arg(QDir::toNativeSeparators(file)));
            } else {
                Q_EMIT failed(saved.error());
            }
        });
}

} // namespace numeral::ui
