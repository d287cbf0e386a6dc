// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/catalogue.h"
#include "core/training/training_config.h"
#include "ui/ink/reader_switch.h"

#include <QList>
#include <QString>

class QMainWindow;

namespace numeral::ui {

class DockSizes;

/// State that the window keeps between starts (QSettings). Invalid values, such as settings out of
/// range, become the defaults of the first start.

void rememberLayout(const QMainWindow& window, const DockSizes& docks);
void restoreLayout(QMainWindow& window, DockSizes& docks);

void rememberConfig(const TrainingConfig& config);
TrainingConfig rememberedConfig();

/// A data set and the corrections of its images that were chosen.
void rememberData(const DataRequest& data);
DataRequest rememberedData();

/// The folder of the last opened or saved file.
void rememberFolder(const QString& folder);
QString rememberedFolder();

/// The displayed width of the pen, as a share of the canvas's side.
void rememberPenWidth(double share);
double rememberedPenWidth(double otherwise);

/// Whether the loss has a logarithmic axis.
void rememberLogarithmicLoss(bool isLogarithmic);
bool rememberedLogarithmicLoss();

/// Which network reads drawings.
void rememberReading(Reading reading);
Reading rememberedReading();

/// Stands for the built-in network of letters where a model file is remembered.
QString lettersName();

/// The model file that was last trained or opened, or lettersName(); empty if there is none, and if
/// the file no longer exists.
void rememberModel(const QString& file);
QString rememberedModel();

/// A model file that was trained or opened, and what it is, in a line.
struct RecentModel {
    QString file;
    QString summary;
};

/// Puts a model first among the recent ones, of which ten are kept.
void rememberRecentModel(const RecentModel& model);
QList<RecentModel> recentModels();

} // namespace numeral::ui
