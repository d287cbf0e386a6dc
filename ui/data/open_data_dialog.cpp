// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/data/open_data_dialog.h"

#include "ui/appearance/wrapping_label.h"

#include <QDialogButtonBox>
#include <QDir>
#include <QDropEvent>
#include <QKeyEvent>
#include <QLineEdit>
#include <QListWidget>
#include <QMimeData>
#include <QPushButton>
#include <QUrl>
#include <QVBoxLayout>

namespace numeral::ui {

namespace {

constexpr int leastWidth = 520;

/// The first file among what is dropped or pasted; empty if there is none.
QString fileIn(const QMimeData& data)
{
    const QList<QUrl> urls = data.urls();
    return urls.isEmpty() ? QString() : urls.front().toLocalFile();
}

WrappingLabel* wrapped(const QString& text)
{
    auto* label = new WrappingLabel;
    label->setText(text);
    return label;
}

} // namespace

OpenDataDialog::OpenDataDialog(QWidget* parent)
    : QDialog(parent)
    , m_path(new QLineEdit)
    , m_found(new WrappingLabel)
    , m_places(new QListWidget)
{
    setObjectName(QStringLiteral("openDataDialog"));
    setWindowTitle(tr("Open Data"));
    setAttribute(Qt::WA_DeleteOnClose);
    setAcceptDrops(true);
    setMinimumWidth(leastWidth);
    m_path->setObjectName(QStringLiteral("dataPath"));
    m_path->setAccessibleName(tr("File or folder"));
    m_path->setPlaceholderText(tr("File or folder"));
    m_path->setClearButtonEnabled(true);
    m_path->installEventFilter(this);
    m_found->setObjectName(QStringLiteral("foundData"));
    m_found->setTextFormat(Qt::PlainText);
    m_places->setObjectName(QStringLiteral("foundDataSets"));
    m_places->setAccessibleName(tr("Data sets"));
    m_places->hide();

    auto* file = new QPushButton(tr("Choose &File…"));
    file->setObjectName(QStringLiteral("chooseFile"));
    auto* folder = new QPushButton(tr("Choose F&older…"));
    folder->setObjectName(QStringLiteral("chooseFolder"));
    auto* pickers = new QHBoxLayout;
    pickers->addWidget(m_path, 1);
    pickers->addWidget(file);
    pickers->addWidget(folder);

    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Open | QDialogButtonBox::Cancel);
    m_open = buttons->button(QDialogButtonBox::Open);
    m_open->setEnabled(false);

    auto* layout = new QVBoxLayout(this);
    layout->addWidget(wrapped(tr("Choose, drop or paste images to learn from:")));
    layout->addWidget(wrapped(tr("•  a folder or ZIP archive with a folder of pictures for each "
                                 "class (PNG, JPEG and others, of any size)\n"
                                 "•  a CSV table of pixels and labels, such as Kaggle’s train.csv\n"
                                 "•  an NPZ file, with x_train and y_train for example\n"
                                 "•  IDX files, named like MNIST’s or EMNIST’s\n"
                                 "•  ink files (NDJSON): drawings, perhaps of many writers")));
    layout->addLayout(pickers);
    layout->addWidget(m_found);
    layout->addWidget(m_places, 1);
    layout->addStretch();
    layout->addWidget(buttons);

    connect(file, &QPushButton::clicked, this, &OpenDataDialog::fileWanted);
    connect(folder, &QPushButton::clicked, this, &OpenDataDialog::folderWanted);
    connect(m_path, &QLineEdit::textChanged, this, &OpenDataDialog::look);
    connect(m_places, &QListWidget::itemActivated, this, &OpenDataDialog::accept);
    connect(buttons, &QDialogButtonBox::accepted, this, &OpenDataDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &OpenDataDialog::reject);
}

void OpenDataDialog::setPath(const QString& path)
{
    m_path->setText(QDir::toNativeSeparators(path));
}

/// What is in the text field; file managers copy a file as its URL.
QString OpenDataDialog::path() const
{
    const QString text = m_path->text().trimmed();
    const QUrl url(text);
    return url.isLocalFile() ? url.toLocalFile() : QDir::fromNativeSeparators(text);
}

/// Finds what is there, beside the window.
void OpenDataDialog::look()
{
    m_open->setEnabled(false);
    m_places->hide();
    m_places->clear();
    m_found->clear();
    m_looking.cancel();
    const QString wanted = path();
    if (!wanted.isEmpty()) {
        m_looking.startLatest(
            [file = wanted.toStdString()](JobControl&) { return dataPlacesAt(file); },
            [this](const Result<std::vector<DataPlace>>& places) { showFound(places); });
    }
}

void OpenDataDialog::showFound(const Result<std::vector<DataPlace>>& places)
{
    if (!places) {
        m_found->setText(QString::fromStdString(places.error().detail));
        return;
    }
    for (const DataPlace& place : *places) {
        auto* item = new QListWidgetItem(tr("%1 – %2").arg(QString::fromStdString(place.name),
                                             QString::fromStdString(place.summary)),
            m_places);
        item->setData(Qt::UserRole, QString::fromStdString(place.source.string()));
    }
    m_places->setCurrentRow(0);
    m_places->setVisible(places->size() > 1);
    m_found->setText(places->size() > 1 ? tr("Several data sets were found. Which one?")
                                        : tr("Found: %1").arg(m_places->item(0)->text()));
    m_open->setEnabled(true);
}

void OpenDataDialog::accept()
{
    if (!m_open->isEnabled()) {
        return;
    }
    const bool isOne = m_places->count() == 1;
    Q_EMIT chosen(isOne ? path() : m_places->currentItem()->data(Qt::UserRole).toString());
    QDialog::accept();
}

void OpenDataDialog::dragEnterEvent(QDragEnterEvent* event)
{
    if (!fileIn(*event->mimeData()).isEmpty()) {
        event->acceptProposedAction();
    }
}

void OpenDataDialog::dropEvent(QDropEvent* event)
{
    setPath(fileIn(*event->mimeData()));
    event->acceptProposedAction();
}

/// Drops on the text field would write the file's URL into it.
bool OpenDataDialog::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() == QEvent::DragEnter) {
        dragEnterEvent(static_cast<QDragEnterEvent*>(event));
        return event->isAccepted();
    }
    if (event->type() == QEvent::Drop) {
        dropEvent(static_cast<QDropEvent*>(event));
        return true;
    }
    return QDialog::eventFilter(watched, event);
}

} // namespace numeral::ui
