// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace numeral::ui {

class ModelStore;
class RunKeeper;
class TrainingSession;

/// A run's weights read the drawings and are kept on disk, from its first epoch to its end.
void connectRun(TrainingSession& session, ModelStore& store, RunKeeper& keeper);

} // namespace numeral::ui
