// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/data/opening_progress.h"

#include <QHBoxLayout>
#include <QProgressBar>
#include <QPushButton>

#include <chrono>

namespace numeral::ui {

OpeningProgress::OpeningProgress(std::function<double()> share, QWidget* parent)
    : QWidget(parent)
    , m_share(std::move(share))
    , m_bar(new QProgressBar)
{
    constexpr int steps = 1000;
    constexpr std::chrono::milliseconds rate(100);
    m_bar->setObjectName(QStringLiteral("openingProgress"));
    m_bar->setRange(0, steps);
    m_bar->setTextVisible(false);
    m_bar->setMaximumHeight(8);
    m_bar->setAccessibleName(tr("Progress of opening the data set"));
    auto* cancel = new QPushButton(tr("Cancel"));
    cancel->setObjectName(QStringLiteral("cancelOpening"));
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_bar);
    layout->addWidget(cancel);
    hide();
    m_timer.setInterval(rate);
    connect(&m_timer, &QTimer::timeout, this, &OpeningProgress::showShare);
    connect(cancel, &QPushButton::clicked, this, &OpeningProgress::cancelled);
}

void OpeningProgress::start()
{
    m_bar->setValue(0);
    m_timer.start();
}

void OpeningProgress::stop()
{
    m_timer.stop();
    hide();
}

void OpeningProgress::showShare()
{
    const double share = m_share();
    // What reports no progress is over in a moment.
    if (share > 0 && share < 1) {
        show();
    }
    m_bar->setValue(static_cast<int>(share * m_bar->maximum()));
}

} // namespace numeral::ui
