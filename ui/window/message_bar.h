// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <QFrame>
#include <QTimer>

class QLabel;

namespace numeral::ui {

/// A non-modal message above the contents. An error stays until it is closed, replaced or made
/// obsolete by a later success; a notice disappears after 6 seconds; an answer that the user asked
/// for stays.
class MessageBar final : public QFrame {
    Q_OBJECT

public:
    explicit MessageBar(QWidget* parent = nullptr);

    void showError(const Error& error);
    void showNotice(const QString& sentence);
    void showAnswer(const QString& sentence);
    QString text() const;

    /// Number of errors that were shown so far.
    int errors() const { return m_errors; }
    /// Hides the message if it is an error, since something has succeeded after it.
    void hideError();

Q_SIGNALS:
    void errorShown();

protected:
    void changeEvent(QEvent* event) override;

private:
    void showText(const QString& text, bool error);
    void colour();

    QLabel* m_text;
    bool m_isError = false;
    int m_errors = 0;
    bool m_isColouring = false;
    QTimer m_noticeEnd;
};

} // namespace numeral::ui
