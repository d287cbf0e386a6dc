// SPDX-License-Identifier: GPL-3.0-or-later
#include "curves_driver.h"

#include <QApplication>
#include <QLabel>
#include <QWheelEvent>

#include <cmath>

using namespace numeral;
using namespace numeral::ui;

bool alike(const QColor& a, const QColor& b)
{
    return std::abs(a.red() - b.red()) < 40 && std::abs(a.green() - b.green()) < 40
        && std::abs(a.blue() - b.blue()) < 40;
}

int count(const QImage& image, const QPoint& position, int radius, const QColor& colour)
{
    int found = 0;
    for (int y = position.y() - radius; y <= position.y() + radius; ++y) {
        for (int x = position.x() - radius; x <= position.x() + radius; ++x) {
            found += image.valid(x, y) && alike(image.pixelColor(x, y), colour) ? 1 : 0;
        }
    }
    return found;
}

EpochFigures figures(int epoch)
{
    EpochFigures result;
    result.epoch = epoch;
    result.trainingLoss = 0.4 / epoch;
    result.trainingAccuracy = 1 - 0.12 / epoch;
    result.validationLoss = 0.15 + 0.2 / epoch;
    result.validationAccuracy = 0.93 - 0.03 / epoch;
    return result;
}

void addEpochs(LearningCurves& curves, int from, int to)
{
    for (int epoch = from; epoch <= to; ++epoch) {
        curves.addEpoch(figures(epoch));
    }
}

std::unique_ptr<LearningCurves> shownCurves()
{
    QPalette light(QColor(0xf0f0f0));
    light.setColor(QPalette::Base, Qt::white);
    light.setColor(QPalette::Text, Qt::black);
    auto curves = std::make_unique<LearningCurves>();
    curves->setLocale(QLocale(QLocale::English, QLocale::UnitedKingdom));
    curves->setPalette(light);
    curves->resize(700, 500);
    curves->show();
    return curves;
}

QWidget& plotOf(const LearningCurves& curves, const QPoint& position)
{
    return *curves.childAt(position);
}

void turnWheel(LearningCurves& curves, const QPoint& position, int notches)
{
    auto& plot = plotOf(curves, position);
    QWheelEvent event(position, plot.mapToGlobal(position), {}, {0, 120 * notches}, Qt::NoButton,
        Qt::NoModifier, Qt::NoScrollPhase, false);
    QApplication::sendEvent(&plot, &event);
}

const QLabel* visibleLabel(const LearningCurves& curves, const QString& text)
{
    for (const auto* label : curves.findChildren<QLabel*>()) {
        if (label->isVisible() && label->text().contains(text)) {
            return label;
        }
    }
    return nullptr;
}
