// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/mistakes/image_detail.h"

#include "core/model/predictor.h"
#include "core/reading/explanation.h"
#include "ui/appearance/appearance.h"
#include "ui/data/sample_image.h"
#include "ui/ink/percent_text.h"
#include "ui/inspect/attribution_view.h"

#include <QLabel>
#include <QPainter>
#include <QPushButton>
#include <QVBoxLayout>

namespace numeral::ui {

namespace {

constexpr std::size_t neighbours = 5;

} // namespace

ImageDetail::ImageDetail(QWidget* parent)
    : QWidget(parent)
    , m_text(new QLabel)
    , m_attribution(new AttributionView)
    , m_nearest(new QLabel)
    , m_toCanvas(new QPushButton(tr("To the Can&vas")))
{
    m_text->setObjectName(QStringLiteral("imageText"));
    m_text->setWordWrap(true);
    m_text->setTextFormat(Qt::PlainText); // class names are the user's
    m_text->setAlignment(Qt::AlignLeft | Qt::AlignTop);
    m_nearest->setObjectName(QStringLiteral("nearestImages"));
    m_toCanvas->setObjectName(QStringLiteral("imageToCanvas"));
    m_attribution->setToolTip(
        tr("What speaks for the answer is blue, what speaks against it orange."));
    connect(m_toCanvas, &QPushButton::clicked, this, &ImageDetail::canvasWanted);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(spacing::unit);
    layout->addWidget(m_text);
    layout->addWidget(m_attribution, 1);
    layout->addWidget(m_nearest);
    layout->addWidget(m_toCanvas, 0, Qt::AlignLeft);
    setMinimumWidth(static_cast<int>(neighbours) * 32);
    clear();
}

void ImageDetail::clear()
{
    m_job.cancel();
    m_text->setText(tr("Choose an image to see why it was read so."));
    m_attribution->clear();
    m_nearest->clear();
    m_toCanvas->setEnabled(false);
}

void ImageDetail::showImage(const Mistakes& mistakes, const Prediction& image)
{
    const auto name
        = [&](Label label) { return QString::fromStdString(mistakes->classes()[label]); };
    m_text->setText(
        tr("Image %1: a %2, read as %3 with %4, as %2 with %5.")
            .arg(mistakes->numberOf(image.image) + 1)
            .arg(name(image.truth), name(image.answer), percentText(image.confidence, 1),
                percentText(image.truthProbability, 1)));
    m_attribution->clear();
    m_nearest->clear();
    m_toCanvas->setEnabled(true);
    m_job.startLatest(
        [mistakes, image](JobControl&) {
            const Predictor predictor(*mistakes->model.weights);
            return Explanation{
                attributionOf(predictor, greyImage(*mistakes, image.image), image.answer),
                nearestImages(
                    mistakes->images().image(image.image), mistakes->dataset.training, neighbours)};
        },
        [this, mistakes, image](
            const Explanation& explanation) { explain(mistakes, image, explanation); });
}

void ImageDetail::explain(
    const Mistakes& mistakes, const Prediction& image, const Explanation& explanation)
{
    m_attribution->show(greyImage(*mistakes, image.image), explanation.attribution);
    constexpr int side = 30; // pixels
    const int line = fontMetrics().height();
    QPixmap row(static_cast<int>(explanation.nearest.size()) * (side + 2), side + line);
    row.fill(Qt::transparent);
    QPainter painter(&row);
    painter.setPen(palette().color(QPalette::WindowText));
    const LabelledImages& training = mistakes->dataset.training;
    QStringList names;
    for (std::size_t i = 0; i < explanation.nearest.size(); ++i) {
        const std::size_t near = explanation.nearest[i];
        const QRect cell(static_cast<int>(i) * (side + 2), 0, side, side);
        drawSample(painter, cell, sampleImage(training.image(near), training.shape()));
        names += QString::fromStdString(mistakes->classes()[training.labels()[near]]);
        painter.drawText(
            cell.translated(0, side).adjusted(0, 0, 0, line - side), Qt::AlignCenter, names.back());
    }
    painter.end();
    m_nearest->setPixmap(row);
    m_nearest->setToolTip(tr("The nearest training images, with their labels"));
    m_nearest->setAccessibleName(
        tr("The nearest training images: %1").arg(names.join(QStringLiteral(", "))));
}

} // namespace numeral::ui
