// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/appearance/close_button.h"

#include "ui/appearance/icons.h"

#include <QToolButton>

namespace numeral::ui {

QToolButton* makeCloseButton(const QString& name, const QString& explanation)
{
    auto* button = new QToolButton;
    button->setObjectName(name);
    button->setIcon(themedIcon(QStringLiteral("close")));
    button->setAutoRaise(true);
    button->setToolTip(explanation);
    button->setAccessibleName(explanation);
    return button;
}

} // namespace numeral::ui
