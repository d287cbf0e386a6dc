// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLocale>
#include <QTranslator>

namespace numeral::ui {

/// The rule of English for texts that count something: while it lives, tr("%Ln image(s)", nullptr,
/// n) gives "1 image" and "2 images". As with a translation's file, texts without a number stay as
/// they are. Make it before a real translation is installed, which then comes first.
class EnglishPlurals final : public QTranslator {
    Q_OBJECT

public:
    EnglishPlurals();

    [[nodiscard]] bool isEmpty() const override { return false; }
    [[nodiscard]] QString translate(const char* context, const char* text,
        const char* disambiguation = nullptr, int number = -1) const override;
};

/// The locale in which numbers are shown among English texts: the system's if its language is
/// English, American English otherwise.
QLocale localeOfTexts(const QLocale& system);

} // namespace numeral::ui
