// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <QFrame>
#include <QTimer>

class QLabel;

namespace numeral::ui {

/// One message above the contents, which doesn't block: an error stays until it is closed, replaced
/// or overtaken by something that works; a notice goes by itself after some seconds, an answer
/// that was asked for stays.
class MessageBar final : public QFrame {
    Q_OBJECT

public:
    explicit MessageBar(QWidget* parent = nullptr);

    void showError(const Error& error);
    void showNotice(const QString& sentence);
    void showAnswer(const QString& sentence);
    QString text() const;

protected:
    void changeEvent(QEvent* event) override;

private:
    void showText(const QString& text, bool error);
    void colour();

    QLabel* m_text;
    bool m_isError = false;
    QTimer m_noticeEnd;
};

} // namespace numeral::ui
