// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/training/new_classes.h"
#include "ui/base/job_tracker.h"

#include <QDialog>
#include <QTimer>

#include <memory>

class QCheckBox;
class QLineEdit;
class QListWidget;
class QProgressBar;
class QPushButton;

namespace numeral::ui {

class DrawingPrompt;
class OwnDrawings;
class WrappingLabel;

/// What the dialog begins with.
struct ClassesStart {
    Model model; ///< whose classes can be kept, and whose layers a new network may begin with
    Model builtIn; ///< begins a network of new classes alone
    std::shared_ptr<const Dataset> data; ///< rehearsed if the model's classes are kept; may be null
    EngineSource engines;
};

/// Names classes, collects a few drawings of each, says how many are wanted and when they are
/// enough, and trains a network of them. Drawings are kept in My drawings as soon as they are made,
/// and those that are there already count.
class NewClassesDialog final : public QDialog {
    Q_OBJECT

public:
    NewClassesDialog(OwnDrawings& drawings, ClassesStart start, QWidget* parent);

Q_SIGNALS:
    void learnt(const numeral::NewClassesResult& result);

private:
    QWidget* makeNames();
    QWidget* makeBottom();
    void addNames();
    void removeName();
    void keep(const Ink& ink);
    void askForNext();
    void showState();
    void learn();
    void finish(const Result<std::optional<NewClassesResult>>& result);
    std::vector<std::string> allNames() const;
    NewClasses wanted() const;
    QString advice(const Result<void>& checked) const;
    bool isLearning() const { return m_job.latest() != nullptr; }
    void reject() override;

    OwnDrawings& m_drawings;
    ClassesStart m_start;
    std::vector<std::string> m_names; ///< new ones
    QString m_asked; ///< the class that is to be drawn now
    QLineEdit* m_name;
    QListWidget* m_list;
    QPushButton* m_remove;
    QCheckBox* m_keepsKnown;
    DrawingPrompt* m_prompt;
    WrappingLabel* m_advice;
    QProgressBar* m_progress;
    QPushButton* m_train;
    QTimer m_poll; ///< of the job's progress
    JobTracker m_job{nullptr, QThread::LowPriority};
};

} // namespace numeral::ui
