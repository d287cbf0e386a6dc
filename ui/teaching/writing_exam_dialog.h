// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ink/ink_file.h"
#include "core/model/model.h"
#include "ui/base/job_tracker.h"

#include <QDialog>

#include <filesystem>
#include <optional>
#include <string>
#include <utility>
#include <vector>

class QComboBox;
class QLabel;
class QLineEdit;
class QProgressBar;
class QPushButton;
class QSpinBox;
class QStackedWidget;

namespace numeral::ui {

class DrawingPrompt;
class ExamResultView;
class WrappingLabel;

/// The networks that may read an exam, and where its drawings are kept.
struct ExamStart {
    Model digits; ///< built in
    Model letters; ///< built in
    std::optional<Model> own; ///< the user's
    std::filesystem::path folder; ///< gets a file for each exam
};

/// Asks somebody for each digit or letter several times in random order and shows how their hand is
/// read. The drawings go into a file named after the writer as they are made, so that many writers'
/// files become a data set.
class WritingExamDialog final : public QDialog {
    Q_OBJECT

public:
    WritingExamDialog(ExamStart start, QWidget* parent);

Q_SIGNALS:
    /// The user wants to open all exams that are kept, as a data set.
    void dataWanted(const QString& folder);
    /// The network is to learn from what was drawn.
    void drawingsWanted(const std::vector<numeral::InkRecord>& drawings);

private:
    using Readers = std::vector<std::pair<QString, Model>>;

    QWidget* makeStart();
    QWidget* makeQuestions();
    QWidget* makeResult();
    std::vector<std::string> chosenNames() const;
    void begin();
    void ask();
    void keep(const Ink& ink);
    void takeBack();
    void write();
    Readers readers() const;
    void finish();
    void reject() override;
    void done(int result) override;

    ExamStart m_start;
    std::vector<std::string> m_questions;
    std::vector<InkRecord> m_drawings; ///< answers to the first questions
    std::filesystem::path m_file;
    QStackedWidget* m_pages;
    QLineEdit* m_writer;
    QComboBox* m_classes;
    QSpinBox* m_times;
    WrappingLabel* m_length;
    DrawingPrompt* m_prompt;
    QProgressBar* m_progress;
    QPushButton* m_back;
    QPushButton* m_finish;
    QPushButton* m_add;
    ExamResultView* m_result;
    WrappingLabel* m_kept;
    WrappingLabel* m_fault; ///< why drawings could not be kept; hidden as a rule
    bool m_isFaultSeen = false;
    JobTracker m_writing; ///< its destructor waits
    JobTracker m_reading;
};

} // namespace numeral::ui
