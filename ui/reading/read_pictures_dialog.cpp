// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/reading/read_pictures_dialog.h"

#include "ui/appearance/appearance.h"
#include "ui/appearance/wrapping_label.h"
#include "ui/base/accessible.h"
#include "ui/picture/image_file.h"
#include "ui/reading/picture_filter.h"
#include "ui/reading/picture_table.h"
#include "ui/reading/picture_view.h"
#include "ui/reading/readings_summary.h"

#include <QClipboard>
#include <QComboBox>
#include <QDropEvent>
#include <QGuiApplication>
#include <QLineEdit>
#include <QMimeData>
#include <QProgressBar>
#include <QPushButton>
#include <QScreen>
#include <QUrl>
#include <QVBoxLayout>

#include <algorithm>

namespace numeral::ui {

namespace {

constexpr QSize usualSize(640, 560);

QPushButton* makeButton(const char* name, const QString& text)
{
    auto* button = new QPushButton(text);
    button->setObjectName(QLatin1String(name));
    button->setAutoDefault(false); // Enter opens the picture of a row
    return button;
}

QStringList localFiles(const QMimeData& data)
{
    QStringList files;
    for (const QUrl& url : data.urls()) {
        if (url.isLocalFile()) {
            files.append(url.toLocalFile());
        }
    }
    return files;
}

} // namespace

ReadPicturesDialog::ReadPicturesDialog(QWidget* parent)
    : QDialog(parent)
    , m_table(new PictureTable(this))
    , m_filter(new PictureFilter(*m_table, this))
    , m_summary(new WrappingLabel)
    , m_progress(new QProgressBar)
    , m_cancel(makeButton("cancelReading", tr("Cancel")))
    , m_shown(new QComboBox)
    , m_search(new QLineEdit)
    , m_view(new PictureView(*m_filter))
    , m_note(new WrappingLabel)
    , m_folder(makeButton("chooseFolder", tr("Choose F&older…")))
    , m_copy(makeButton("copyReadings", tr("&Copy")))
    , m_save(makeButton("saveReadings", tr("&Save as CSV…")))
{
    setObjectName(QStringLiteral("readPicturesDialog"));
    setWindowTitle(tr("Read Pictures"));
    setAcceptDrops(true);
    resize(usualSize.boundedTo(screen()->availableSize()));
    m_summary->setObjectName(QStringLiteral("readingsSummary"));
    m_summary->setTextFormat(Qt::PlainText); // it names a file
    m_note->setObjectName(QStringLiteral("readingsNote"));
    m_note->setTextFormat(Qt::PlainText);
    m_note->hide();
    auto* layout = new QVBoxLayout(this);
    layout->addLayout(makeTop());
    layout->addWidget(m_summary);
    layout->addLayout(makeProgress());
    layout->addLayout(makeFilters());
    layout->addWidget(m_view, 1);
    layout->addWidget(m_note);
    layout->addLayout(makeButtons());
    connectView();
    connectJob();
    showState();
    m_folder->setFocus();
}

// The view loses its selection when the table is deleted, which is when nothing is left to show it.
ReadPicturesDialog::~ReadPicturesDialog()
{
    m_view->selectionModel()->disconnect(this);
}

QLayout* ReadPicturesDialog::makeTop()
{
    m_folder->setToolTip(tr("Read all pictures in a folder and in those within"));
    QPushButton* files = makeButton("choosePictures", tr("Choose &Pictures…"));
    files->setToolTip(tr("Read some pictures, or a ZIP archive of them"));
    connect(m_folder, &QPushButton::clicked, this, &ReadPicturesDialog::folderWanted);
    connect(files, &QPushButton::clicked, this, &ReadPicturesDialog::filesWanted);
    auto* row = new QHBoxLayout;
    row->addWidget(m_folder);
    row->addWidget(files);
    row->addStretch(1);
    return row;
}

QLayout* ReadPicturesDialog::makeProgress()
{
    m_progress->setObjectName(QStringLiteral("readingProgress"));
    m_progress->setTextVisible(false);
    m_progress->setMaximumHeight(2 * spacing::unit);
    m_progress->setAccessibleName(tr("Progress of reading the pictures"));
    connect(m_cancel, &QPushButton::clicked, this, &ReadPicturesDialog::stop);
    auto* row = new QHBoxLayout;
    row->addWidget(m_progress, 1);
    row->addWidget(m_cancel);
    return row;
}

QLayout* ReadPicturesDialog::makeFilters()
{
    m_shown->setObjectName(QStringLiteral("shownReadings"));
    m_shown->setAccessibleName(tr("Which pictures are shown"));
    m_shown->addItem(tr("All pictures"));
    m_shown->addItem(tr("Sure"), static_cast<int>(PictureState::Sure));
    m_shown->addItem(tr("Not sure"), static_cast<int>(PictureState::NotSure));
    m_shown->addItem(tr("Nothing found"), static_cast<int>(PictureState::Nothing));
    m_shown->addItem(tr("Can't be read"), static_cast<int>(PictureState::Unreadable));
    connect(m_shown, &QComboBox::currentIndexChanged, this, [this] {
        const QVariant state = m_shown->currentData();
        m_filter->setState(state.isValid() ? std::optional(static_cast<PictureState>(state.toInt()))
                                           : std::nullopt);
        showState();
    });
    m_search->setObjectName(QStringLiteral("searchReadings"));
    m_search->setPlaceholderText(tr("Find a name or a reading"));
    m_search->setAccessibleName(tr("Find a name or a reading"));
    m_search->setClearButtonEnabled(true);
    connect(m_search, &QLineEdit::textChanged, this, [this](const QString& text) {
        m_filter->setText(text);
        showState();
    });
    auto* row = new QHBoxLayout;
    row->addWidget(m_shown);
    row->addWidget(m_search, 1);
    return row;
}

QLayout* ReadPicturesDialog::makeButtons()
{
    m_save->setToolTip(tr("Save the whole table: file, reading, probability, sure"));
    connect(m_copy, &QPushButton::clicked, this, &ReadPicturesDialog::copy);
    connect(m_save, &QPushButton::clicked, this, &ReadPicturesDialog::saveWanted);
    QPushButton* close = makeButton("closeReadings", tr("Close"));
    connect(close, &QPushButton::clicked, this, &ReadPicturesDialog::reject);
    auto* row = new QHBoxLayout;
    row->addWidget(m_copy);
    row->addWidget(m_save);
    row->addStretch(1);
    row->addWidget(close);
    return row;
}

void ReadPicturesDialog::connectView()
{
    connect(m_view, &PictureView::activated, this, &ReadPicturesDialog::openPicture);
    connect(m_view, &PictureView::copyRequested, this, &ReadPicturesDialog::copy);
    connect(m_view->selectionModel(), &QItemSelectionModel::selectionChanged, this,
        &ReadPicturesDialog::showState);
}

void ReadPicturesDialog::connectJob()
{
    connect(&m_job, &PictureReadingJob::found, this, [this](const PictureFiles& pictures) {
        m_table->setPictures(pictures);
        showState();
    });
    connect(&m_job, &PictureReadingJob::arrived, this,
        [this](const std::vector<PictureReading>& readings) {
            m_table->append(readings);
            showState();
        });
    connect(&m_job, &PictureReadingJob::finished, this, [this] {
        showState();
        announce(*this, summary());
        showFirstFault();
    });
    connect(&m_job, &PictureReadingJob::failed, this, [this](const Error& error) {
        m_failure = QString::fromStdString(error.detail);
        showState();
        announce(*this, m_failure);
    });
}

void ReadPicturesDialog::showFirstFault()
{
    const auto& readings = m_table->readings();
    const auto first = std::find_if(readings.begin(), readings.end(),
        [](const PictureReading& reading) { return !reading.fault.empty(); });
    if (first != readings.end()) {
        const QString fault = QString::fromStdString(first->fault);
        const bool isOnly = m_table->count(PictureState::Unreadable) == 1;
        showNote(isOnly ? fault : tr("The first that can't be read: %1").arg(fault));
    }
}

void ReadPicturesDialog::read(const Model& model, const QString& name, const QStringList& places)
{
    std::vector<std::filesystem::path> paths;
    for (const QString& place : places) {
        paths.emplace_back(place.toStdString());
    }
    m_name = name;
    m_failure.clear();
    m_isStopped = false;
    showNote({});
    m_table->clear(model.kind);
    m_job.start(model, paths);
    showState();
    m_view->setFocus();
}

const std::vector<PictureReading>& ReadPicturesDialog::readings() const
{
    return m_table->readings();
}

void ReadPicturesDialog::showNote(const QString& sentence)
{
    m_note->setText(sentence);
    m_note->setVisible(!sentence.isEmpty());
    if (!sentence.isEmpty()) {
        announce(*this, sentence);
    }
}

void ReadPicturesDialog::stop()
{
    if (m_job.isActive()) {
        m_isStopped = true;
        m_job.cancel();
        showState();
        showFirstFault();
    }
}

void ReadPicturesDialog::reject()
{
    stop();
    QDialog::reject();
}

/// The selected rows or, without any, all that are shown; tabs are what spreadsheets paste.
void ReadPicturesDialog::copy()
{
    const std::vector<int> rows = m_view->chosenRows();
    if (rows.empty()) {
        return;
    }
    constexpr char tab = '\t';
    std::string text = readingsHeader(tab);
    for (const PictureReading& reading : m_filter->readings(rows)) {
        text += readingLine(reading, tab);
    }
    QGuiApplication::clipboard()->setText(QString::fromStdString(text));
    showNote(tr("Copied %Ln row(s).", nullptr, static_cast<int>(rows.size())));
}

void ReadPicturesDialog::openPicture(const QModelIndex& row)
{
    const PictureFile file = m_table->picture(m_filter->mapToSource(row).row());
    m_opening.startLatest(
        [file](JobControl&) -> Result<QImage> {
            const auto bytes = readPictureFile(file);
            return bytes ? ui::openPicture(*bytes, file.path).map([](const OpenedPicture& picture) {
                return picture.image;
            })
                         : tl::unexpected(bytes.error());
        },
        [this](const Result<QImage>& picture) {
            if (picture) {
                Q_EMIT pictureOpened(*picture);
            } else {
                showNote(QString::fromStdString(picture.error().detail));
            }
        });
}

void ReadPicturesDialog::showState()
{
    const bool isActive = m_job.isActive();
    const int rows = m_table->rowCount();
    const bool hadFocus = m_cancel->hasFocus();
    m_summary->setText(summary());
    m_summary->setVisible(!m_summary->text().isEmpty());
    m_progress->setRange(0, m_table->pictures());
    m_progress->setValue(rows);
    m_progress->setVisible(isActive);
    m_cancel->setVisible(isActive);
    if (hadFocus && !isActive) {
        m_view->setFocus();
    }
    m_shown->setEnabled(rows > 0);
    m_search->setEnabled(rows > 0);
    m_view->setHint(hint());
    m_copy->setEnabled(m_filter->rowCount() > 0);
    m_copy->setToolTip(m_view->selectionModel()->hasSelection()
            ? tr("Copy the selected rows for a spreadsheet (Ctrl+C)")
            : tr("Copy the rows that are shown for a spreadsheet (Ctrl+C)"));
    m_save->setEnabled(rows > 0 && !isActive);
}

QString ReadPicturesDialog::summary() const
{
    return readingsSummary(*m_table, m_name,
        m_job.isActive()  ? ReadingProgress::Active
            : m_isStopped ? ReadingProgress::Stopped
                          : ReadingProgress::Finished);
}

/// What stands in place of rows.
QString ReadPicturesDialog::hint() const
{
    if (m_table->rowCount() > 0) {
        return tr("No picture matches.");
    }
    if (m_job.isActive()) {
        return m_table->pictures() == 0 ? tr("Looking for pictures…") : tr("Reading…");
    }
    if (!m_failure.isEmpty()) {
        return m_failure;
    }
    return m_isStopped ? tr("Stopped before a picture was read.")
                       : tr("Choose a folder or pictures, or drop them here: each picture is read "
                            "and gets a row.");
}

void ReadPicturesDialog::dragEnterEvent(QDragEnterEvent* event)
{
    if (!localFiles(*event->mimeData()).isEmpty()) {
        event->acceptProposedAction();
    }
}

void ReadPicturesDialog::dropEvent(QDropEvent* event)
{
    event->acceptProposedAction();
    Q_EMIT placesChosen(localFiles(*event->mimeData()));
}

/// At the left of the window, so that the canvas, which shows chosen pictures, stays in view.
void ReadPicturesDialog::showEvent(QShowEvent* event)
{
    QDialog::showEvent(event);
    if (!testAttribute(Qt::WA_Moved) && parentWidget() != nullptr) {
        const QRect window = parentWidget()->window()->frameGeometry();
        move(window.left() + spacing::section,
            window.top() + std::max((window.height() - frameGeometry().height()) / 2, 0));
    }
}

} // namespace numeral::ui
