// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/base/job_tracker.h"

#include <QList>
#include <QObject>

class QAction;
class QWidget;

namespace numeral::ui {

class Activity;
class LearningView;
class MessageBar;
class TrainingSession;
struct CurvesFormat;

struct CurveParts {
    QWidget& window; ///< parent of the dialogs
    LearningView& view;
    TrainingSession& session;
    Activity& activity;
    MessageBar& messages;
};

/// What can be done with the learning curves: saving them as a picture or a table, copying them,
/// and how they are shown. All of it is in the curves' context menu too.
class CurveActions final : public QObject {
    Q_OBJECT

public:
    explicit CurveActions(const CurveParts& parts);

    QAction* exportAction() const { return m_export; }
    QAction* copyAction() const { return m_copy; }
    QList<QAction*> viewActions() const;

private:
    void connectActivity();
    void chooseFile();
    void exportTo(const QString& file, const QString& nameFilter);
    void write(const QString& file, const CurvesFormat& format);
    void copy();
    QString proposedName() const;

    CurveParts m_parts;
    QAction* m_export;
    QAction* m_copy;
    QString m_runName; ///< "mnist-50-50-97.16" after a run; empty before the first one
    JobTracker m_writing;
};

} // namespace numeral::ui
