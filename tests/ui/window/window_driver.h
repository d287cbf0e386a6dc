// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "../../support/isolated_home.h"

#include "core/data/catalogue.h"
#include "core/engine/engine_table.h"
#include "ui/base/english.h"
#include "ui/window/main_window.h"

#include <QAction>
#include <QApplication>
#include <QLocale>
#include <QSpinBox>
#include <QTest>

#include <memory>

class QAction;
class QSpinBox;

namespace numeral::ui {
class InkCanvas;
}

/// Drives the program's main window as a user would.
class WindowDriver {
public:
    /// Opens the window and waits until its data set is loaded.
    explicit WindowDriver(numeral::EngineSource engine = &numeral::loadEngine);
    ~WindowDriver();

    numeral::ui::MainWindow& window() const { return *m_window; }
    bool isOpen() const { return m_window->isVisible(); }

    template <typename T>
    T* find(const char* name) const
    {
        return m_window->findChild<T*>(QLatin1String(name));
    }

    /// The texts that the user sees.
    QString headline() const;
    QString detail() const;
    QString message() const; ///< empty where no message is shown
    int epoch() const; ///< in the headline; 0 without one

    QAction* action(const char* name) const;
    /// Types a number into a field of the form.
    void set(const char* spinBox, int value) const;
    void clickTrain() const;

    /// Draws with the mouse; coordinates are relative to the canvas's sheet, 0–1.
    void draw(const QList<QPointF>& points) const;
    static void drawOn(numeral::ui::InkCanvas& canvas, const QList<QPointF>& points);
    void drawOne() const;

    /// The recognised class, or -1 without an answer.
    int answer() const;
    std::vector<float> probabilities() const;

    /// Types a file's name into the open file dialog, and accepts it.
    void answerFileDialog(const QString& file) const;

    /// Opens a data set with the dialog for it.
    void openData(const QString& path) const;

    /// Trains a small network for one epoch, to the end of the run.
    void trainShortly() const;

private:
    std::unique_ptr<numeral::ui::MainWindow> m_window;
};

/// Runs a test class with a temporary home folder.
template <typename Test>
int runInIsolatedHome(int argc, char* argv[])
{
    const IsolatedHome home;
    QApplication application(argc, argv);
    QApplication::setOrganizationName(QStringLiteral("Numeral"));
    QApplication::setApplicationName(QStringLiteral("Numeral"));
    QLocale::setDefault(QLocale::c());
    const numeral::ui::EnglishPlurals plurals;
    Test test;
    return QTest::qExec(&test, argc, argv);
}
