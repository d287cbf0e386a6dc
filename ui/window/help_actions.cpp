// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/help_actions.h"

#include "ui/appearance/icons.h"
#include "ui/window/panel_scroll.h"

#include <QAction>
#include <QApplication>
#include <QDialog>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QLabel>
#include <QMenu>
#include <QMenuBar>
#include <QMessageBox>
#include <QVBoxLayout>

#include <array>

namespace numeral::ui {

namespace {

QString translated(const char* text)
{
    return QCoreApplication::translate("numeral::ui::Help", text);
}

QString plainText(const QAction& action)
{
    QString text = action.text();
    return text.remove(QLatin1Char('&')).remove(QStringLiteral("…"));
}

/// Shows what is too long for a small screen; it scrolls where there is no room for all of it.
void showScrolling(QWidget& window, const QString& name, const QString& title, QWidget* content)
{
    auto* dialog = new QDialog(&window);
    dialog->setObjectName(name);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowTitle(title);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close);
    QObject::connect(buttons, &QDialogButtonBox::rejected, dialog, &QDialog::reject);
    auto* layout = new QVBoxLayout(dialog);
    layout->addWidget(new PanelScroll(content), 1);
    layout->addWidget(buttons);
    dialog->open();
}

void showFirstSteps(QWidget& window)
{
    constexpr std::array steps{
        QT_TRANSLATE_NOOP("numeral::ui::Help",
            "<b>Draw</b> a digit in the Drawing panel: the built-in network says what it sees, "
            "with a probability for each digit."),
        QT_TRANSLATE_NOOP("numeral::ui::Help",
            "<b>Teach it</b>: if it is wrong, click the right digit below the answer, then press "
            "<i>Learn from My Drawings</i>. <i>Train, New Classes</i> makes a network of classes "
            "of your own, such as △ and □, from a few drawings of each."),
        QT_TRANSLATE_NOOP("numeral::ui::Help",
            "<b>Train</b> a network of your own: press <i>Train</i>. Each epoch is one look at "
            "every training image. The loss should fall and the accuracy rise. Training stops "
            "when the network no longer improves on images it has not trained on (validation)."),
        QT_TRANSLATE_NOOP("numeral::ui::Help",
            "<b>Choose a network</b>: the preset <i>LeNet</i> is a convolutional network, which "
            "finds a stroke wherever it is; <i>View, Inside the Network</i> shows what its "
            "kernels see."),
        QT_TRANSLATE_NOOP("numeral::ui::Help",
            "<b>Read many pictures</b>: <i>File, Read Pictures</i> reads a folder of them into a "
            "table that you can look through and save."),
        QT_TRANSLATE_NOOP("numeral::ui::Help",
            "<b>Look closer</b>: scroll over the curves to zoom, drag to pan, double-click to "
            "see everything again. Right-click to save or copy them."),
        QT_TRANSLATE_NOOP("numeral::ui::Help",
            "<b>Find out how much is chance</b>: <i>Train, Train × N Seeds</i> repeats a run. "
            "Every "
            "run is kept on this computer: <i>View, Runs</i> lists and compares them."),
        QT_TRANSLATE_NOOP("numeral::ui::Help",
            "<b>Find good settings</b>: <i>Train, Find Good Settings</i> tries many values, and "
            "<i>How Much Data Do I Need?</i> tells what more images would bring."),
        QT_TRANSLATE_NOOP("numeral::ui::Help",
            "<b>Look at its mistakes</b>: the layout <i>Mistakes</i>, at the upper right, shows "
            "what is taken for what, and why. Images can be left out there or be given another "
            "label, and <i>Train Again</i> compares before and after."),
        QT_TRANSLATE_NOOP(
            "numeral::ui::Help", "<b>Draw while it learns</b>: the newest weights answer at once."),
        QT_TRANSLATE_NOOP("numeral::ui::Help",
            "<b>Use it elsewhere</b>: <i>File, Export Weights</i> writes the weights for NumPy, "
            "PyTorch or a spreadsheet. Every run is saved as well, and the last one is loaded "
            "at the next start."),
        QT_TRANSLATE_NOOP("numeral::ui::Help", "Rest the mouse on a setting to see what it does."),
    };
    auto* list = new QWidget;
    auto* paragraphs = new QVBoxLayout(list);
    paragraphs->setContentsMargins(0, 0, 0, 0);
    paragraphs->setSpacing(list->fontMetrics().lineSpacing() / 2);
    constexpr int charactersPerLine = 60;
    for (const char* step : steps) {
        auto* paragraph = new QLabel(translated(step));
        paragraph->setWordWrap(true);
        paragraph->setMinimumWidth(charactersPerLine * list->fontMetrics().averageCharWidth());
        paragraphs->addWidget(paragraph);
    }
    showScrolling(window, QStringLiteral("firstSteps"), translated("First Steps"), list);
}

void showAbout(QWidget& window)
{
    const QString text
        = translated("<h3>Numeral %1</h3>"
                     "<p>Train a neural network to read handwritten digits, and watch it "
                     "learn.</p>"
                     "<p>Made with Qt %2, LibTorch and QCustomPlot. Free software under the GNU "
                     "General Public License, version 3 or later.</p>")
              .arg(QApplication::applicationVersion(), QLatin1String(qVersion()));
    auto* box = new QMessageBox(
        QMessageBox::NoIcon, translated("About Numeral"), text, QMessageBox::Ok, &window);
    box->setObjectName(QStringLiteral("about"));
    box->setAttribute(Qt::WA_DeleteOnClose);
    constexpr int iconSize = 64;
    box->setIconPixmap(applicationIcon().pixmap(iconSize, iconSize));
    box->setTextFormat(Qt::RichText);
    box->open();
}

void addShortcutRows(QFormLayout& rows, const QMenu& menu)
{
    for (const QAction* action : menu.actions()) {
        if (action->menu() != nullptr) {
            addShortcutRows(rows, *action->menu());
        } else if (!action->shortcut().isEmpty()) {
            rows.addRow(plainText(*action),
                new QLabel(action->shortcut().toString(QKeySequence::NativeText)));
        }
    }
}

/// Keys that are no menu's.
void addOtherKeyRows(QFormLayout& rows)
{
    rows.addRow(translated("Put a test image of that digit on the canvas"),
        new QLabel(translated("0 to 9")));
    rows.addRow(translated("Read drawings with the built-in network, yours, both"),
        new QLabel(translated("Ctrl+1, Ctrl+2, Ctrl+3")));
    rows.addRow(translated("Add the drawing to My drawings as that digit"),
        new QLabel(translated("Alt+0 to Alt+9")));
    rows.addRow(translated("In the curves: previous, next epoch"), new QLabel(translated("←, →")));
    rows.addRow(translated("In the curves of several runs: previous, next run"),
        new QLabel(translated("↑, ↓")));
    rows.addRow(translated("In the table of runs: curves, name, star, compare, delete"),
        new QLabel(translated("Enter, F2, S, C, Delete")));
    rows.addRow(
        translated("In the curves: first, last epoch"), new QLabel(translated("Home, End")));
    rows.addRow(translated("In the curves: pan"), new QLabel(translated("Shift+←, Shift+→")));
    rows.addRow(translated("In the curves: zoom in, zoom out, show all"),
        new QLabel(translated("+, −, 0")));
}

void showShortcuts(QWidget& window, const QMenuBar& menus)
{
    auto* list = new QWidget;
    auto* rows = new QFormLayout(list);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setHorizontalSpacing(32);
    for (const QAction* action : menus.actions()) {
        addShortcutRows(*rows, *action->menu());
    }
    addOtherKeyRows(*rows);
    showScrolling(window, QStringLiteral("shortcuts"), translated("Keyboard Shortcuts"), list);
}

} // namespace

void fillHelpMenu(QMenu& menu, QWidget& window, QMenuBar& menus)
{
    QAction* firstSteps = menu.addAction(translated("&First Steps"));
    firstSteps->setShortcut(QKeySequence::HelpContents);
    QObject::connect(
        firstSteps, &QAction::triggered, &window, [&window] { showFirstSteps(window); });
    QAction* shortcuts = menu.addAction(translated("&Keyboard Shortcuts"));
    shortcuts->setShortcut(QKeySequence(QStringLiteral("Ctrl+/")));
    QObject::connect(shortcuts, &QAction::triggered, &window,
        [&window, &menus] { showShortcuts(window, menus); });
    menu.addSeparator();
    QAction* about
        = menu.addAction(themedIcon(QStringLiteral("about")), translated("&About Numeral"));
    QObject::connect(about, &QAction::triggered, &window, [&window] { showAbout(window); });
}

} // namespace numeral::ui
