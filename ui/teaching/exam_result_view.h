// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/evaluation/writing_exam.h"

#include <QWidget>

#include <vector>

class QComboBox;
class QLabel;
class QListWidget;

namespace numeral::ui {

class ConfusionView;
class WrappingLabel;

/// What came of an exam: how many of the drawings are read right, by each of the networks that know
/// their classes, and which are read as something else.
class ExamResultView final : public QWidget {
    Q_OBJECT

public:
    /// A network that has read the exam.
    struct Reader {
        QString name; ///< begins a sentence: "The built-in network"
        ExamResult result;
    };

    explicit ExamResultView(QWidget* parent = nullptr);

    /// Shows that the drawings are being read.
    void setReading();

    /// Shows the results of one reader at least; the first one's details are shown first.
    void setResults(const std::vector<InkRecord>& drawings, std::vector<Reader> readers);

private:
    void showReader(int index);

    std::vector<InkRecord> m_drawings;
    std::vector<Reader> m_readers;
    WrappingLabel* m_score;
    QWidget* m_details; ///< hidden while the drawings are being read
    QComboBox* m_reader;
    ConfusionView* m_confusion;
    QLabel* m_misreadTitle;
    QListWidget* m_misread;
};

} // namespace numeral::ui
