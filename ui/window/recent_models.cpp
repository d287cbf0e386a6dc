// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/recent_models.h"

#include "core/training/run_record.h"
#include "ui/ink/percent_text.h"
#include "ui/window/window_memory.h"

#include <QFileInfo>
#include <QMenu>

namespace numeral::ui {

QString summaryOf(const Model& model)
{
    QStringList parts;
    if (const std::optional<double> accuracy = recordedTestAccuracy(model)) {
        parts.append(percentText(static_cast<float>(*accuracy), 2));
    }
    const std::string layers = model.weights->architecture().hiddenText();
    parts.append(
        layers.empty() ? RecentModels::tr("no hidden layer") : QString::fromStdString(layers));
    const std::optional<RunRecord> run = runRecordOf(model);
    if (run && !run->datasetName.empty()) {
        parts.append(QString::fromStdString(run->datasetName));
    }
    return parts.join(QStringLiteral(" · "));
}

RecentModels::RecentModels(QWidget& window)
    : QObject(&window)
    , m_menu(new QMenu(tr("&Recent Models"), &window))
{
    m_menu->setObjectName(QStringLiteral("recentModels"));
    m_menu->setToolTipsVisible(true);
    connect(m_menu, &QMenu::aboutToShow, this, &RecentModels::fill);
    fill();
}

void RecentModels::fill()
{
    m_menu->clear();
    for (const RecentModel& model : recentModels()) {
        const QFileInfo info(model.file);
        if (!info.exists()) {
            continue;
        }
        QString name = info.completeBaseName();
        name.replace(QLatin1Char('&'), QStringLiteral("&&"));
        QAction* action = m_menu->addAction(name + QLatin1Char('\t') + model.summary, this,
            [this, file = model.file] { Q_EMIT chosen(file); });
        action->setToolTip(model.file);
    }
    if (m_menu->isEmpty()) {
        m_menu->addAction(tr("None yet"))->setEnabled(false);
    }
}

} // namespace numeral::ui
