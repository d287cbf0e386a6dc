// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <QFrame>

class QLabel;

namespace numeral::ui {

/// One message above the contents, which doesn't block: an error stays until it is closed or
/// replaced, a notice also goes when something else happens.
class MessageBar final : public QFrame {
    Q_OBJECT

public:
    explicit MessageBar(QWidget* parent = nullptr);

    void showError(const Error& error);
    void showError(const QString& sentence);
    void showNotice(const QString& sentence);
    QString text() const;

protected:
    void changeEvent(QEvent* event) override;

private:
    void showText(const QString& text, bool error);
    void colour();

    QLabel* m_text;
    bool m_isError = false;
};

} // namespace numeral::ui
