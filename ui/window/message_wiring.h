// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace numeral::ui {

class DataPanel;
class GroupSession;
class FileActions;
class MessageBar;
class RecognitionPanel;
class RunKeeper;
class TrainingSession;

/// The message bar and the sources of its messages.
struct Messages {
    MessageBar& bar;
    DataPanel& data;
    TrainingSession& session;
    GroupSession& group;
    RunKeeper& keeper;
    FileActions& files;
    RecognitionPanel& recognition;
};

/// Shows errors and notices in the message bar. Loaded data and pictures hide an earlier error; the
/// start of a run hides any message.
void connectMessages(const Messages& messages);

} // namespace numeral::ui
