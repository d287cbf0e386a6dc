// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/teaching/writer_scores_dialog.h"

#include "core/data/catalogue.h"
#include "core/data/drawings.h"
#include "core/data/seen_dataset.h"
#include "core/training/pen_letters.h"
#include "ui/appearance/appearance.h"
#include "ui/appearance/wrapping_label.h"

#include <QDialogButtonBox>
#include <QHeaderView>
#include <QProgressBar>
#include <QPushButton>
#include <QTableWidget>
#include <QVBoxLayout>

#include <algorithm>
#include <chrono>

namespace numeral::ui {

namespace {

constexpr QSize usualSize(560, 420);
constexpr std::chrono::milliseconds pollInterval{33};
constexpr int progressSteps = 1000;

enum Column { Writer, Images, Right, Hardest, Part, columns };

/// An item that is sorted by its number.
QTableWidgetItem* numberItem(const QString& text, double number)
{
    class Item final : public QTableWidgetItem {
    public:
        using QTableWidgetItem::QTableWidgetItem;
        bool operator<(const QTableWidgetItem& other) const override
        {
            return data(Qt::UserRole).toDouble() < other.data(Qt::UserRole).toDouble();
        }
    };
    auto* item = new Item(text);
    item->setData(Qt::UserRole, number);
    item->setTextAlignment(Qt::AlignRight | Qt::AlignVCenter);
    return item;
}

Result<std::vector<WriterScore>> scoresOf(const Model& model, const Dataset& dataset)
{
    if (!knowsAny(model.classes, dataset.classes)) {
        return failure(ErrorCode::ModelMismatch,
            WriterScoresDialog::tr("The network that reads now knows none of the classes that they "
                                   "wrote. Choose another one, or train it on these.")
                .toStdString());
    }
    const Result<Dataset> seen = datasetFor(model, dataset);
    return seen ? Result<std::vector<WriterScore>>(writerScores(model, *seen))
                : tl::unexpected(seen.error());
}

Result<std::optional<ClassTaught>> lessonOf(const Model& builtIn, const Dataset& data,
    const EngineSource& engines, const ProgressCallback& progress)
{
    const Result<Dataset> rehearsal
        = hasLearntPenLetters(builtIn) ? rehearsedLetters() : loadDataset("mnist");
    return rehearsal ? teachClass(builtIn, data, *rehearsal, engines, progress)
                     : tl::unexpected(rehearsal.error());
}

} // namespace

WriterScoresDialog::WriterScoresDialog(WritersStart start, QWidget* parent)
    : QDialog(parent)
    , m_start(std::move(start))
    , m_summary(new WrappingLabel)
    , m_table(new QTableWidget(0, columns))
    , m_progress(new QProgressBar)
    , m_teach(new QPushButton(tr("&Teach Their Hands")))
{
    setObjectName(QStringLiteral("writerScores"));
    setWindowTitle(tr("Scores by Writer"));
    setAttribute(Qt::WA_DeleteOnClose);
    resize(usualSize);
    m_summary->setObjectName(QStringLiteral("writerSummary"));
    m_summary->setTextFormat(Qt::PlainText);
    m_table->setObjectName(QStringLiteral("writers"));
    m_table->setAccessibleName(tr("Writers"));
    m_table->setHorizontalHeaderLabels(
        {tr("Writer"), tr("Images"), tr("Read right"), tr("Hardest"), tr("Used for")});
    m_table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->verticalHeader()->hide();
    m_table->horizontalHeader()->setSectionResizeMode(Writer, QHeaderView::Stretch);
    m_progress->setRange(0, progressSteps);
    m_progress->setTextVisible(false);
    m_progress->hide();
    m_teach->setObjectName(QStringLiteral("teachClass"));
    m_teach->setToolTip(
        tr("Fine-tune the built-in network on what all wrote but those set aside for testing."));
    m_teach->setEnabled(m_start.builtIn.has_value());
    connect(m_teach, &QPushButton::clicked, this, &WriterScoresDialog::teach);
    m_poll.setInterval(pollInterval);
    connect(&m_poll, &QTimer::timeout, this, [this] {
        if (const JobControl* job = m_job.latest()) {
            m_progress->setValue(static_cast<int>(progressSteps * job->progress));
        }
    });
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close);
    buttons->addButton(m_teach, QDialogButtonBox::ActionRole);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto* layout = new QVBoxLayout(this);
    layout->setSpacing(spacing::margin);
    layout->addWidget(m_summary);
    layout->addWidget(m_table, 1);
    layout->addWidget(m_progress);
    layout->addWidget(buttons);
    score();
}

void WriterScoresDialog::score()
{
    m_summary->setText(tr("Reading what they wrote…"));
    m_job.startLatest([model = m_start.model, data = m_start.data](
                          JobControl& /*control*/) { return scoresOf(model, *data); },
        [this](const Result<std::vector<WriterScore>>& scores) { show(scores); });
}

/// Closing the dialog ends the lesson.
void WriterScoresDialog::teach()
{
    m_teach->setEnabled(false);
    m_progress->show();
    m_summary->setText(tr("Learning their hands…"));
    m_job.startLatest(
        [builtIn = *m_start.builtIn, data = m_start.data, engines = m_start.engines](
            JobControl& control) {
            return lessonOf(builtIn, *data, engines, [&control](double share) {
                control.progress = share;
                return !control.isCancelled;
            });
        },
        [this](const Result<std::optional<ClassTaught>>& taught) { finish(taught); });
    m_poll.start();
}

void WriterScoresDialog::finish(const Result<std::optional<ClassTaught>>& taught)
{
    m_poll.stop();
    m_progress->hide();
    m_teach->setEnabled(!taught);
    if (!taught) {
        m_summary->setText(QString::fromStdString(taught.error().detail));
    } else if (*taught) {
        const auto right = [](const Score& score) {
            return qRound(score.accuracy * static_cast<double>(score.images));
        };
        m_lesson = tr("Of %1 drawings of writers that it had not seen, it reads %2 right after the "
                      "lesson, and read %3 before.")
                       .arg((*taught)->after.images)
                       .arg(right((*taught)->after))
                       .arg(right((*taught)->before));
        m_start.model = (*taught)->lesson.model;
        Q_EMIT learnt(**taught);
        score();
    }
}

void WriterScoresDialog::show(const Result<std::vector<WriterScore>>& scores)
{
    if (!scores) {
        m_summary->setText(QString::fromStdString(scores.error().detail));
        return;
    }
    m_table->setSortingEnabled(false);
    m_table->setRowCount(static_cast<int>(scores->size()));
    std::size_t images = 0;
    std::size_t right = 0;
    for (std::size_t i = 0; i < scores->size(); ++i) {
        fillRow(static_cast<int>(i), (*scores)[i]);
        images += (*scores)[i].confusion.images();
        right += (*scores)[i].confusion.right();
    }
    m_table->resizeColumnsToContents();
    m_table->setSortingEnabled(true);
    m_table->sortByColumn(Right, Qt::AscendingOrder);
    const QString summary = right == images
        ? tr("The network reads all %Ln image(s) right.", nullptr, static_cast<int>(images))
        : tr("The network reads %1 of %2 right. Hardest to read is %3.")
              .arg(right)
              .arg(images)
              .arg(m_table->item(0, Writer)->text());
    m_summary->setText(m_lesson.isEmpty() ? summary : m_lesson + QLatin1Char(' ') + summary);
}

void WriterScoresDialog::fillRow(int row, const WriterScore& score)
{
    const Confusion& confusion = score.confusion;
    m_table->setItem(row, Writer,
        new QTableWidgetItem(
            score.writer.empty() ? tr("unknown") : QString::fromStdString(score.writer)));
    m_table->setItem(row, Images,
        numberItem(locale().toString(static_cast<qulonglong>(confusion.images())),
            static_cast<double>(confusion.images())));
    const double percent = 100 * confusion.accuracy(); // nobody writes enough for more decimals
    m_table->setItem(
        row, Right, numberItem(tr("%1%").arg(locale().toString(percent, 'f', 0)), percent));
    const auto hardest = confusion.hardest();
    m_table->setItem(row, Hardest,
        new QTableWidgetItem(hardest
                ? tr("%1   %2 of %3 misread")
                      .arg(QString::fromStdString(m_start.model.classes[hardest->truth]))
                      .arg(hardest->wrong)
                      .arg(hardest->images)
                : tr("none")));
    m_table->setItem(
        row, Part, new QTableWidgetItem(score.isTested ? tr("testing") : tr("training")));
}

} // namespace numeral::ui
