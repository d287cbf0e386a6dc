// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/test_image_keys.h"

#include "core/data/look_correction.h"
#include "ui/data/data_panel.h"
#include "ui/data/sample_image.h"
#include "ui/ink/ink_canvas.h"
#include "ui/ink/recognition_panel.h"

#include <QCoreApplication>
#include <QMainWindow>
#include <QShortcut>
#include <QStatusBar>

#include <algorithm>
#include <array>
#include <memory>

namespace numeral::ui {

namespace {

constexpr int keys = 10;

QString translated(const char* text)
{
    return QCoreApplication::translate("numeral::ui::TestImageKeys", text);
}

/// Shows test images one after the other, each class for itself and from the start again at the
/// end.
class TestImages {
public:
    TestImages(QMainWindow& window, const DataPanel& data, RecognitionPanel& drawing)
        : m_window(window)
        , m_data(data)
        , m_drawing(drawing)
    {
    }

    /// The class that is called like the key or, if none is called like any digit, has its number.
    void showNext(int key)
    {
        if (m_data.dataset() == nullptr) {
            return;
        }
        const Dataset& dataset = *m_data.dataset();
        const std::vector<std::string>& classes = dataset.classes;
        const auto named = std::find(classes.begin(), classes.end(), std::to_string(key));
        const bool haveNumbers = std::any_of(classes.begin(), classes.end(), isDigitName);
        const auto label = static_cast<Label>(haveNumbers ? named - classes.begin() : key);
        const auto labels = dataset.test.labels();
        const std::size_t start = std::min(m_next[static_cast<std::size_t>(key)], labels.size());
        auto found
            = std::find(labels.begin() + static_cast<std::ptrdiff_t>(start), labels.end(), label);
        if (found == labels.end()) {
            found = std::find(labels.begin(), labels.end(), label);
        }
        if (found == labels.end()) {
            return;
        }
        const auto index = static_cast<std::size_t>(found - labels.begin());
        m_next[static_cast<std::size_t>(key)] = index + 1;
        const auto pixels = dataset.test.image(index);
        const LabelledImages plain
            = inLook(LabelledImages(dataset.test.shape(), {pixels.begin(), pixels.end()}, {label},
                         dataset.test.look()),
                {});
        m_drawing.canvas()->setPicture(sampleImage(plain.image(0), plain.shape()));
        m_window.statusBar()->showMessage(
            translated("Test image %1 of %2, labelled %3")
                .arg(m_window.locale().toString(index + 1), QString::fromStdString(dataset.name),
                    QString::fromStdString(dataset.classes[label])),
            noticeTime);
    }

    void startAgain() { m_next = {}; }

private:
    static constexpr int noticeTime = 6000; // ms

    QMainWindow& m_window;
    const DataPanel& m_data;
    RecognitionPanel& m_drawing;
    std::array<std::size_t, keys> m_next{}; ///< where to look for the next image of a class
};

} // namespace

void connectTestImageKeys(QMainWindow& window, const DataPanel& data, RecognitionPanel& drawing)
{
    const auto images = std::make_shared<TestImages>(window, data, drawing);
    QObject::connect(&data, &DataPanel::loaded, &drawing, [images] { images->startAgain(); });
    for (int key = 0; key < keys; ++key) {
        auto* shortcut = new QShortcut(QKeySequence(Qt::Key_0 + key), &window);
        QObject::connect(
            shortcut, &QShortcut::activated, &drawing, [images, key] { images->showNext(key); });
    }
}

} // namespace numeral::ui
