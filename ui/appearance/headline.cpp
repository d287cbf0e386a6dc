// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/appearance/headline.h"

#include "ui/base/accessible.h"

#include <QLabel>
#include <QProgressBar>
#include <QVBoxLayout>

#include <cmath>

namespace numeral::ui {

namespace {

constexpr int barSteps = 1000;
constexpr double headlineScale = 1.7;

} // namespace

Headline::Headline(QWidget* parent)
    : QWidget(parent)
    , m_headline(new QLabel)
    , m_detail(new QLabel)
    , m_bar(new QProgressBar)
{
    QFont large = font();
    large.setPointSizeF(large.pointSizeF() * headlineScale);
    large.setWeight(QFont::DemiBold);
    m_headline->setFont(large);
    m_headline->setWordWrap(true);
    m_headline->setTextFormat(Qt::PlainText); // a folder may be called <b>
    m_detail->setWordWrap(true);
    m_detail->setTextFormat(Qt::PlainText);
    m_detail->setAlignment(Qt::AlignLeft | Qt::AlignTop);
    m_detail->setMinimumHeight(2 * m_detail->fontMetrics().lineSpacing()); // for the result
    m_detail->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_bar->setRange(0, barSteps);
    m_bar->setTextVisible(false);
    m_bar->setMaximumHeight(8);
    QSizePolicy keepsItsPlace = m_bar->sizePolicy();
    keepsItsPlace.setRetainSizeWhenHidden(true); // keeps the layout below from jumping
    m_bar->setSizePolicy(keepsItsPlace);

    auto* layout = new QVBoxLayout(this);
    layout->addWidget(m_headline);
    layout->addWidget(m_detail);
    layout->addWidget(m_bar);
}

void Headline::setNames(const QString& headline, const QString& detail)
{
    m_headline->setObjectName(headline);
    m_detail->setObjectName(detail);
}

void Headline::setHeadline(const QString& text)
{
    m_headline->setText(text);
}

void Headline::setDetail(const QString& text)
{
    m_detail->setText(text);
}

void Headline::setHeadlineToolTip(const QString& text)
{
    m_headline->setToolTip(text);
}

void Headline::setProgress(std::optional<double> fraction)
{
    m_bar->setVisible(fraction.has_value());
    m_bar->setValue(static_cast<int>(std::lround(barSteps * fraction.value_or(0))));
}

QString Headline::headline() const
{
    return m_headline->text();
}

QString Headline::detail() const
{
    return m_detail->text();
}

void Headline::announceText()
{
    QString figures = detail();
    figures.replace(QLatin1Char('\n'), QLatin1Char(' '));
    announce(*m_headline, tr("%1. %2").arg(headline(), figures));
}

} // namespace numeral::ui
