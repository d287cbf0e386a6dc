// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace numeral::ui {

class ModelStore;
class RunKeeper;
class TrainingSession;

/// Connects a run: drawings are read with its newest weights, and its best model so far is kept on
/// disk.
void connectRun(TrainingSession& session, ModelStore& store, RunKeeper& keeper);

} // namespace numeral::ui
