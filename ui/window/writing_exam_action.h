// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ink/ink_file.h"

#include <QAction>

#include <vector>

class QMainWindow;

namespace numeral::ui {

class FileActions;
class MessageBar;
class ModelStore;
class OwnDrawings;

/// What the action works with.
struct WritingExamParts {
    QMainWindow& window;
    ModelStore& store;
    FileActions& files;
    OwnDrawings& drawings;
    MessageBar& messages;
};

/// Opens the writing exam, whose drawings can become the window's data set, or join My drawings.
class WritingExamAction final : public QAction {
    Q_OBJECT

public:
    explicit WritingExamAction(const WritingExamParts& parts);

private:
    void open();
    void add(const std::vector<InkRecord>& drawings);

    WritingExamParts m_parts;
};

} // namespace numeral::ui
