// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/data/sample_strip.h"

#include "ui/base/accessible.h"
#include "ui/data/sample_image.h"

#include <QHelpEvent>
#include <QPainter>
#include <QTextDocument>
#include <QToolTip>

#include <algorithm>

namespace numeral::ui {

namespace {

constexpr int sampleCount = 10;
constexpr int minCell = 20;
constexpr int maxCell = 56;
constexpr int gap = 3;

} // namespace

SampleStrip::SampleStrip(QWidget* parent)
    : QWidget(parent)
{
    QSizePolicy policy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
    setAccessibleRole(*this, QAccessible::Graphic);
    setAccessibleName(tr("Sample images"));
}

void SampleStrip::setDataset(const Dataset& dataset, Stage stage)
{
    m_images.clear();
    m_names.clear();
    const auto labels = dataset.training.labels();
    for (std::size_t label = 0; label < dataset.classes.size(); ++label) {
        if (m_images.size() == sampleCount) {
            break;
        }
        const auto found = std::find(labels.begin(), labels.end(), label);
        if (found != labels.end()) {
            const auto index = static_cast<std::size_t>(found - labels.begin());
            m_images.append(stage == AsInFiles
                    ? sampleImage(asInFile(dataset, index).pixels, dataset.training.shape())
                    : sampleImage(dataset.training.image(index), dataset.training.shape()));
            m_names.append(QString::fromStdString(dataset.classes[label]));
        }
    }
    setAccessibleDescription(m_names.join(QStringLiteral(", ")));
    update();
}

QSize SampleStrip::sizeHint() const
{
    return {sampleCount * (minCell + gap), minCell};
}

int SampleStrip::heightForWidth(int width) const
{
    return std::clamp((width + gap) / sampleCount - gap, minCell, maxCell);
}

int SampleStrip::cellSize() const
{
    return heightForWidth(width());
}

int SampleStrip::cellAt(const QPoint& position) const
{
    const int cell = position.x() / (cellSize() + gap);
    return position.x() >= 0 && cell < m_images.size() ? cell : -1;
}

/// A layout's minimum size doesn't know of the height for this width.
void SampleStrip::resizeEvent(QResizeEvent* event)
{
    setMinimumHeight(cellSize());
    QWidget::resizeEvent(event);
}

void SampleStrip::paintEvent(QPaintEvent* /*event*/)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::SmoothPixmapTransform);
    const int size = cellSize();
    for (int i = 0; i < m_images.size(); ++i) {
        const QRect cell(i * (size + gap), 0, size, size);
        drawSample(painter, cell, m_images[i]);
    }
}

bool SampleStrip::event(QEvent* event)
{
    if (event->type() == QEvent::ToolTip) {
        const auto* help = static_cast<QHelpEvent*>(event);
        const int cell = cellAt(help->pos());
        QToolTip::showText(help->globalPos(),
            cell >= 0 ? Qt::convertFromPlainText(m_names[cell]) : QString(), this);
        return true;
    }
    return QWidget::event(event);
}

} // namespace numeral::ui
