// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/runs/data_need_view.h"

#include "ui/appearance/close_button.h"
#include "ui/appearance/headline.h"
#include "ui/charts/xy_chart.h"
#include "ui/training/group_session.h"

#include <QHBoxLayout>
#include <QLocale>
#include <QToolButton>
#include <QVBoxLayout>

#include <cmath>

namespace numeral::ui {

DataNeedView::DataNeedView(GroupSession& session, QWidget* parent)
    : QWidget(parent)
    , m_session(session)
    , m_text(new Headline)
    , m_chart(new XyChart)
{
    m_text->setNames(QStringLiteral("dataNeedHeadline"), QStringLiteral("dataNeedDetail"));
    m_text->setProgress({});
    QToolButton* back = makeCloseButton(
        QStringLiteral("backFromDataNeed"), tr("Show the curves of the last single run again"));
    connect(back, &QToolButton::clicked, this, &DataNeedView::backRequested);
    auto* top = new QHBoxLayout;
    top->addWidget(m_text, 1);
    top->addWidget(back, 0, Qt::AlignTop);
    auto* layout = new QVBoxLayout(this);
    layout->addLayout(top);
    layout->addWidget(m_chart, 1);
    const auto refreshIfShown = [this] {
        if (m_isShown) {
            refresh();
        }
    };
    connect(&session, &GroupSession::starting, this, [this] { m_isShown = false; });
    connect(&session, &GroupSession::progressed, this, refreshIfShown);
    connect(&session, &GroupSession::stateChanged, this, refreshIfShown);
    connect(&session, &GroupSession::finished, this, [this] {
        if (m_isShown) {
            refresh();
            m_text->announceText();
        }
    });
}

void DataNeedView::begin()
{
    m_isShown = true;
    refresh();
    Q_EMIT begun();
}

void DataNeedView::refresh()
{
    AccuraciesBySize accuracies;
    for (const GroupSession::Run& run : m_session.runs()) {
        if (const std::optional<double> accuracy = run.testAccuracy()) {
            accuracies[run.config.trainingImages].push_back(*accuracy);
        }
    }
    const DataNeed need = dataNeed(accuracies);
    const auto points = [this](double share) {
        return locale().toString(100 * share, 'f', share < 0.001 ? 2 : 1);
    };
    const auto all = static_cast<int>(m_session.runs().size());
    const auto ended = static_cast<int>(m_session.endedRuns());
    const bool isActive = m_session.isActive();
    if (isActive) {
        m_text->setHeadline(
            tr("%1 of %Ln network(s) trained", nullptr, all).arg(locale().toString(ended)));
    } else if (need.gain) {
        m_text->setHeadline(tr("Ten times more images would bring %1 to %2 points")
                                .arg(points(need.gain->first), points(need.gain->second)));
    } else {
        m_text->setHeadline(tr("Nothing can be said of more images yet"));
    }
    m_text->setDetail(need.law
            ? tr("A power law, fitted to the means, with a floor of %1% and without one: few sizes "
                 "hardly tell which. Intervals are of 95%.")
                  .arg(points(need.law->floor))
            : tr("Networks learn from 100, 300, 1,000 … and all training images."));
    for (const GroupSession::Run& run : m_session.runs()) {
        if (run.result && !*run.result) {
            m_text->setDetail(tr("A network could not be trained: %1")
                                  .arg(QString::fromStdString(run.result->error().detail)));
        }
    }
    m_text->setProgress(
        isActive ? std::optional(static_cast<double>(ended) / std::max(all, 1)) : std::nullopt);
    XyPicture picture;
    picture.xTitle = tr("Training images");
    picture.yTitle = tr("Wrong of the test images (%)");
    picture.isXLogarithmic = true;
    picture.isXWhole = true;
    picture.isYLogarithmic = true;
    constexpr double percent = 100;
    for (const auto& [size, estimate] : need.accuracies) {
        picture.points.push_back({static_cast<double>(size), percent * (1 - estimate.mean),
            estimate.halfWidth ? std::optional(percent * *estimate.halfWidth) : std::nullopt});
    }
    if (need.law) {
        constexpr int steps = 60;
        const double first = need.accuracies.begin()->first;
        const double last = 10.0 * need.accuracies.rbegin()->first;
        for (int i = 0; i <= steps; ++i) {
            const double images = first * std::pow(last / first, static_cast<double>(i) / steps);
            picture.line.emplace_back(images, percent * need.law->at(images));
            picture.secondLine.emplace_back(images, percent * need.lawWithoutFloor->at(images));
        }
    }
    m_chart->show(picture);
    m_chart->setAccessibleName(m_text->headline() + QLatin1Char(' ') + m_text->detail());
}

} // namespace numeral::ui
