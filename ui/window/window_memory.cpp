// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/window_memory.h"

#include <QDir>
#include <QDockWidget>
#include <QFileInfo>
#include <QGuiApplication>
#include <QMainWindow>
#include <QScreen>
#include <QSettings>

#include <algorithm>

namespace numeral::ui {

namespace {

const QString geometryKey = QStringLiteral("window/geometry");
const QString stateKey = QStringLiteral("window/state");
const QString configKey = QStringLiteral("training/config");
const QString dataKey = QStringLiteral("data/last");
const QString folderKey = QStringLiteral("files/lastFolder");
const QString penWidthKey = QStringLiteral("drawing/penWidth");
const QString logarithmicLossKey = QStringLiteral("curves/logarithmicLoss");
const QString builtInReadsKey = QStringLiteral("model/builtInReads");
const QString recentModelsKey = QStringLiteral("model/recent");
const QString modelKey = QStringLiteral("model/last");

/// Returns 1440 × 900 or 60% of the available size, whichever is larger, but at most 96% of it.
QSize defaultSize()
{
    constexpr QSize comfortable(1440, 900);
    const QScreen* screen = QGuiApplication::primaryScreen();
    if (screen == nullptr) {
        return comfortable;
    }
    const QSize available = screen->availableSize();
    return comfortable.expandedTo(available * 0.6).boundedTo(available * 0.96);
}

/// Calls visit(key, choice) for each choice of a correction.
template <typename Choices, typename Visitor>
void forEachCorrection(Choices& look, const Visitor& visit)
{
    visit(QStringLiteral("data/stretch"), look.stretch);
    visit(QStringLiteral("data/invert"), look.invert);
    visit(QStringLiteral("data/transpose"), look.transpose);
}

} // namespace

void rememberLayout(const QMainWindow& window)
{
    QSettings settings;
    settings.setValue(geometryKey, window.saveGeometry());
    settings.setValue(stateKey, window.saveState());
}

void applyDefaultLayout(QMainWindow& window, const QByteArray& first)
{
    window.restoreState(first);
    const auto dock = [&window](const char* name) {
        return window.findChild<QDockWidget*>(QLatin1String(name));
    };
    window.resizeDocks({dock("drawing")}, {window.width() * 3 / 10}, Qt::Horizontal);
    const int needed = dock("data")->sizeHint().height();
    window.resizeDocks({dock("data"), dock("training")},
        {needed, std::max(1, window.height() - needed)}, Qt::Vertical);
}

void restoreLayout(QMainWindow& window)
{
    window.resize(defaultSize());
    applyDefaultLayout(window, window.saveState());
    const QSettings settings;
    window.restoreGeometry(settings.value(geometryKey).toByteArray());
    window.restoreState(settings.value(stateKey).toByteArray());
}

void rememberConfig(const TrainingConfig& config)
{
    QSettings().setValue(configKey, QString::fromStdString(toJson(config)));
}

TrainingConfig rememberedConfig()
{
    const QString json = QSettings().value(configKey).toString();
    return parseTrainingConfig(json.toStdString()).value_or(TrainingConfig());
}

void rememberData(const DataRequest& data)
{
    QSettings settings;
    settings.setValue(dataKey, QString::fromStdString(data.nameOrFolder));
    forEachCorrection(
        data.look, [&settings](const QString& key, const std::optional<bool>& choice) {
            if (choice) {
                settings.setValue(key, *choice);
            } else {
                settings.remove(key);
            }
        });
}

DataRequest rememberedData()
{
    const QSettings settings;
    DataRequest data;
    if (const QString source = settings.value(dataKey).toString(); !source.isEmpty()) {
        data.nameOrFolder = source.toStdString();
    }
    forEachCorrection(data.look, [&settings](const QString& key, std::optional<bool>& choice) {
        if (settings.contains(key)) {
            choice = settings.value(key).toBool();
        }
    });
    return data;
}

void rememberFolder(const QString& folder)
{
    QSettings().setValue(folderKey, folder);
}

QString rememberedFolder()
{
    return QSettings().value(folderKey, QDir::homePath()).toString();
}

void rememberPenWidth(double share)
{
    QSettings().setValue(penWidthKey, share);
}

double rememberedPenWidth(double otherwise)
{
    const double share = QSettings().value(penWidthKey).toDouble();
    return share > 0 && share < 1 ? share : otherwise;
}

void rememberLogarithmicLoss(bool isLogarithmic)
{
    QSettings().setValue(logarithmicLossKey, isLogarithmic);
}

bool rememberedLogarithmicLoss()
{
    return QSettings().value(logarithmicLossKey, false).toBool();
}

void rememberReading(Reading reading)
{
    QSettings().setValue(builtInReadsKey, reading == Reading::BuiltIn);
}

Reading rememberedReading()
{
    return QSettings().value(builtInReadsKey, false).toBool() ? Reading::BuiltIn : Reading::Own;
}

void rememberModel(const QString& file)
{
    QSettings().setValue(modelKey, file);
}

QString rememberedModel()
{
    const QString file = QSettings().value(modelKey).toString();
    return QFileInfo::exists(file) ? file : QString();
}

void rememberRecentModel(const RecentModel& model)
{
    constexpr qsizetype most = 10;
    QStringList list{model.file, model.summary};
    for (const RecentModel& other : recentModels()) {
        if (other.file != model.file && list.size() < 2 * most) {
            list.append({other.file, other.summary});
        }
    }
    QSettings().setValue(recentModelsKey, list);
}

QList<RecentModel> recentModels()
{
    const QStringList list = QSettings().value(recentModelsKey).toStringList();
    QList<RecentModel> models;
    for (qsizetype i = 0; i + 1 < list.size(); i += 2) {
        models.append({list[i], list[i + 1]});
    }
    return models;
}

} // namespace numeral::ui
