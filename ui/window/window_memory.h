// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/training/training_config.h"

#include <QString>

class QMainWindow;

namespace numeral::ui {

/// What the window knows from one start to the next (QSettings). What can't be read any more, such
/// as settings outside a range, is as at the first start.

void rememberLayout(const QMainWindow& window);
void restoreLayout(QMainWindow& window);

void rememberConfig(const TrainingConfig& config);
TrainingConfig rememberedConfig();

/// A catalogue id or a folder.
void rememberData(const QString& source);
QString rememberedData();

/// The model file that was last trained or opened; empty where there is none any more.
void rememberModel(const QString& file);
QString rememberedModel();

} // namespace numeral::ui
