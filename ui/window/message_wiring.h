// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace numeral::ui {

class DataPanel;
class FileActions;
class MessageBar;
class RecognitionPanel;
class RunKeeper;
class TrainingSession;

/// Who has something to say, and where it is said.
struct Messages {
    MessageBar& bar;
    DataPanel& data;
    TrainingSession& session;
    RunKeeper& keeper;
    FileActions& files;
    RecognitionPanel& recognition;
};

/// Errors and notices go to the message bar, and what works takes an old error away.
void connectMessages(const Messages& messages);

} // namespace numeral::ui
