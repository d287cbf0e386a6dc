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

/// Puts the docks where they are at the first start; `first` is the window's state of then.
void arrangeAsAtFirst(QMainWindow& window, const QByteArray& first);

void rememberConfig(const TrainingConfig& config);
TrainingConfig rememberedConfig();

/// A catalogue id or a folder.
void rememberData(const QString& source);
QString rememberedData();

/// Where files were opened from or saved to the last time.
void rememberFolder(const QString& folder);
QString rememberedFolder();

/// How wide the pen looks, as a share of the canvas.
void rememberPenWidth(double share);
double rememberedPenWidth(double otherwise);

/// The model file that was last trained or opened; empty for the built-in model, and where the file
/// is gone.
void rememberModel(const QString& file);
QString rememberedModel();

} // namespace numeral::ui
