// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/history/data_need.h"

#include <QWidget>

namespace numeral::ui {

class GroupSession;
class Headline;
class XyChart;

/// How accuracy depends on the number of training images, as it is trained: a point with its
/// interval for each number, and the power law through them, as far as ten times more.
class DataNeedView final : public QWidget {
    Q_OBJECT

public:
    explicit DataNeedView(GroupSession& session, QWidget* parent = nullptr);

    /// Shows the session's group, which has just begun, as such a study.
    void begin();

    QSize sizeHint() const override { return {500, 500}; }

Q_SIGNALS:
    void backRequested();
    void begun();

private:
    void refresh();

    GroupSession& m_session;
    Headline* m_text;
    XyChart* m_chart;
    bool m_isShown = false; ///< the session's group is this study
};

} // namespace numeral::ui
