// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/teaching/writer_scores_dialog.h"

#include "core/data/drawings.h"
#include "core/data/seen_dataset.h"
#include "ui/appearance/appearance.h"
#include "ui/appearance/wrapping_label.h"

#include <QDialogButtonBox>
#include <QHeaderView>
#include <QTableWidget>
#include <QVBoxLayout>

#include <algorithm>

namespace numeral::ui {

namespace {

constexpr QSize usualSize(560, 420);

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

bool knowsAny(const Model& model, const std::vector<std::string>& classes)
{
    return std::any_of(classes.begin(), classes.end(),
        [&model](const std::string& name) { return classOf(model.classes, name).has_value(); });
}

Result<std::vector<WriterScore>> scoresOf(const Model& model, const Dataset& dataset)
{
    if (!knowsAny(model, dataset.classes)) {
        return failure(ErrorCode::ModelMismatch,
            WriterScoresDialog::tr("The network that reads now knows none of the classes that they "
                                   "wrote. Choose another one, or train it on these.")
                .toStdString());
    }
    const Result<Dataset> seen = datasetFor(model, dataset);
    return seen ? Result<std::vector<WriterScore>>(writerScores(model, *seen))
                : tl::unexpected(seen.error());
}

} // namespace

WriterScoresDialog::WriterScoresDialog(
    Model model, std::shared_ptr<const Dataset> dataset, QWidget* parent)
    : QDialog(parent)
    , m_classes(model.classes)
    , m_summary(new WrappingLabel(tr("Reading what they wrote…")))
    , m_table(new QTableWidget(0, columns))
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
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto* layout = new QVBoxLayout(this);
    layout->setSpacing(spacing::margin);
    layout->addWidget(m_summary);
    layout->addWidget(m_table, 1);
    layout->addWidget(buttons);
    m_job.startLatest([model = std::move(model), dataset = std::move(dataset)](
                          JobControl& /*control*/) { return scoresOf(model, *dataset); },
        [this](const Result<std::vector<WriterScore>>& scores) { show(scores); });
}

void WriterScoresDialog::show(const Result<std::vector<WriterScore>>& scores)
{
    if (!scores) {
        m_summary->setText(QString::fromStdString(scores.error().detail));
        return;
    }
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
    m_summary->setText(tr("The network reads %1 of %2 right. Hardest to read is %3.")
                           .arg(right)
                           .arg(images)
                           .arg(m_table->item(0, Writer)->text()));
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
        new QTableWidgetItem(hardest ? tr("%1   %2 of %3 misread")
                                           .arg(QString::fromStdString(m_classes[hardest->truth]))
                                           .arg(hardest->wrong)
                                           .arg(hardest->images)
                                     : tr("none")));
    m_table->setItem(
        row, Part, new QTableWidgetItem(score.isTested ? tr("testing") : tr("training")));
}

} // namespace numeral::ui
