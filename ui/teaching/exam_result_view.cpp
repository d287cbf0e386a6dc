// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/teaching/exam_result_view.h"

#include "core/model/image_shape.h"
#include "ui/appearance/appearance.h"
#include "ui/appearance/wrapping_label.h"
#include "ui/data/sample_image.h"
#include "ui/inspect/confusion_view.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QListWidget>
#include <QVBoxLayout>

namespace numeral::ui {

namespace {

constexpr int pictureSide = 56; // pixels; twice the side of the prepared images

QPixmap pictureOf(const InkRecord& drawing)
{
    const ImageShape shape;
    const auto image = prepareRecord(drawing, shape, Preprocessing::Mnist);
    return image ? QPixmap::fromImage(
               sampleImage(image->pixels, shape)
                   .scaled(pictureSide, pictureSide, Qt::KeepAspectRatio, Qt::SmoothTransformation))
                 : QPixmap();
}

} // namespace

ExamResultView::ExamResultView(QWidget* parent)
    : QWidget(parent)
    , m_score(new WrappingLabel)
    , m_details(new QWidget)
    , m_reader(new QComboBox)
    , m_confusion(new ConfusionView)
    , m_misreadTitle(new QLabel)
    , m_misread(new QListWidget)
{
    constexpr double scoreScale = 1.3;
    QFont large = font();
    large.setPointSizeF(large.pointSizeF() * scoreScale);
    m_score->setFont(large);
    m_score->setObjectName(QStringLiteral("examScore"));
    m_score->setTextFormat(Qt::PlainText);
    m_reader->setObjectName(QStringLiteral("examReader"));
    m_reader->setAccessibleName(tr("Network whose answers are shown"));
    connect(m_reader, &QComboBox::currentIndexChanged, this, &ExamResultView::showReader);
    m_misreadTitle->setAlignment(Qt::AlignLeft | Qt::AlignTop);
    m_misread->setObjectName(QStringLiteral("misread"));
    m_misread->setAccessibleName(tr("Misread drawings"));
    m_misread->setViewMode(QListView::IconMode);
    m_misread->setResizeMode(QListView::Adjust);
    m_misread->setMovement(QListView::Static);
    m_misread->setUniformItemSizes(true);
    m_misread->setIconSize({pictureSide, pictureSide});
    m_misread->setSpacing(spacing::unit);
    auto* right = new QVBoxLayout;
    right->addWidget(m_reader);
    right->addWidget(m_misreadTitle);
    right->addWidget(m_misread, 1);
    auto* row = new QHBoxLayout(m_details);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(spacing::margin);
    row->addWidget(m_confusion, 3);
    row->addLayout(right, 2);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(spacing::margin);
    layout->addWidget(m_score);
    layout->addWidget(m_details, 1);
}

void ExamResultView::setReading()
{
    m_score->setText(tr("Reading what you wrote…"));
    m_details->hide();
}

void ExamResultView::setResults(const std::vector<InkRecord>& drawings, std::vector<Reader> readers)
{
    m_drawings = drawings;
    m_readers = std::move(readers);
    QStringList sentences;
    m_reader->clear();
    for (const Reader& reader : m_readers) {
        sentences.append(tr("%1 reads %2 of %3 right.")
                             .arg(reader.name)
                             .arg(reader.result.confusion.right())
                             .arg(reader.result.confusion.images()));
        m_reader->addItem(reader.name);
    }
    m_score->setText(sentences.join(QLatin1Char(' ')));
    m_reader->setVisible(m_readers.size() > 1);
    showReader(0);
    m_details->show();
}

void ExamResultView::showReader(int index)
{
    if (index < 0 || static_cast<std::size_t>(index) >= m_readers.size()) {
        return;
    }
    const ExamResult& result = m_readers[static_cast<std::size_t>(index)].result;
    m_confusion->setConfusion(result.confusion, result.classes);
    m_misread->clear();
    for (const ExamResult::Misread& misread : result.misread) {
        m_misread->addItem(new QListWidgetItem(QIcon(pictureOf(m_drawings[misread.drawing])),
            tr("%1, read as %2")
                .arg(QString::fromStdString(result.classes[misread.truth]),
                    QString::fromStdString(result.classes[misread.answer]))));
    }
    m_misread->setVisible(!result.misread.empty());
    m_misreadTitle->setText(result.misread.empty() ? tr("Nothing is misread.") : tr("Misread:"));
}

} // namespace numeral::ui
