// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/window_memory.h"

#include "ui/window/dock_sizes.h"

#include <QDir>
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
const QString docksKey = QStringLiteral("window/docks");
const QString configKey = QStringLiteral("training/config");
const QString dataKey = QStringLiteral("data/last");
const QString sideKey = QStringLiteral("data/side");
const QString folderKey = QStringLiteral("files/lastFolder");
const QString penWidthKey = QStringLiteral("drawing/penWidth");
const QString logarithmicLossKey = QStringLiteral("curves/logarithmicLoss");
const QString builtInReadsKey = QStringLiteral("model/builtInReads");
const QString recentModelsKey = QStringLiteral("model/recent");
const QString modelKey = QStringLiteral("model/last");

/// Sets the window to 1440 × 900 or 60% of the screen, whichever is larger, but so that it fits
/// with its title bar. On a small screen it takes all of it.
void applyDefaultSize(QMainWindow& window)
{
    constexpr QSize comfortable(1440, 900);
    constexpr QSize small(1100, 620);
    constexpr int titleBar = 40;
    const QScreen* screen = QGuiApplication::primaryScreen();
    const QSize available = screen == nullptr ? comfortable : screen->availableSize();
    const QSize inside(available.width() * 24 / 25, available.height() - titleBar);
    window.resize(comfortable.expandedTo(available * 0.6).boundedTo(inside));
    if (available.width() < small.width() || available.height() < small.height()) {
        window.setWindowState(Qt::WindowMaximized);
    }
}

/// Calls visit(key, choice) for each choice of a correction.
template <typename Choices, typename Visitor>
void forEachCorrection(Choices& look, const Visitor& visit)
{
    visit(QStringLiteral("data/stretch"), look.stretch);
    visit(QStringLiteral("data/invert"), look.invert);
    visit(QStringLiteral("data/transpose"), look.transpose);
    visit(QStringLiteral("data/centre"), look.centre);
}

} // namespace

void rememberLayout(const QMainWindow& window, const DockSizes& docks)
{
    QSettings settings;
    settings.setValue(geometryKey, window.saveGeometry());
    settings.setValue(stateKey, window.saveState());
    settings.setValue(docksKey, docks.chosen());
}

void restoreLayout(QMainWindow& window, DockSizes& docks)
{
    applyDefaultSize(window);
    const QSettings settings;
    window.restoreGeometry(settings.value(geometryKey).toByteArray());
    window.restoreState(settings.value(stateKey).toByteArray());
    docks.setChosen(settings.value(docksKey).toMap());
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
    settings.setValue(dataKey, QString::fromStdString(data.nameOrPath));
    forEachCorrection(
        data.look, [&settings](const QString& key, const std::optional<bool>& choice) {
            if (choice) {
                settings.setValue(key, *choice);
            } else {
                settings.remove(key);
            }
        });
    if (data.look.side) {
        settings.setValue(sideKey, QVariant::fromValue<qulonglong>(*data.look.side));
    } else {
        settings.remove(sideKey);
    }
}

DataRequest rememberedData()
{
    const QSettings settings;
    DataRequest data;
    if (const QString source = settings.value(dataKey).toString(); !source.isEmpty()) {
        data.nameOrPath = source.toStdString();
    }
    forEachCorrection(data.look, [&settings](const QString& key, std::optional<bool>& choice) {
        if (settings.contains(key)) {
            choice = settings.value(key).toBool();
        }
    });
    const qulonglong side = settings.value(sideKey).toULongLong();
    if (settings.contains(sideKey) && side <= mostSide) {
        data.look.side = side;
    }
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

QString lettersName()
{
    return QStringLiteral(":letters");
}

void rememberModel(const QString& file)
{
    QSettings().setValue(modelKey, file);
}

QString rememberedModel()
{
    const QString file = QSettings().value(modelKey).toString();
    return file == lettersName() || QFileInfo::exists(file) ? file : QString();
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
