// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/evaluation/mistakes.h"

#include <QWidget>

#include <optional>

class QAction;
class QComboBox;
class QLabel;
class QListView;
class QMenu;
class QUndoStack;

namespace numeral::ui {

class GalleryModel;
class ImageEditor;

/// Which images a gallery shows, beside their kind.
struct GalleryChoice {
    std::optional<std::size_t> truth = {};
    std::optional<std::size_t> answer = {}; ///< with a truth
    std::optional<std::size_t> band = {}; ///< of confidence
};

/// Images with what a network makes of them: mistakes, suspect labels, those that the user has
/// edited, or all. The selected ones can be left out of the data or be given another label.
class Gallery final : public QWidget {
    Q_OBJECT

public:
    explicit Gallery(ImageEditor& editor, QWidget* parent = nullptr);

    /// Shows what a network makes of images; null for nothing.
    void setData(const Mistakes& mistakes);
    /// The same with other edits: the images stay where they are.
    void updateData(const Mistakes& mistakes);
    void choose(const GalleryChoice& choice);

    const std::vector<Prediction>& images() const;
    /// The image at which the keyboard is, if any.
    std::optional<Prediction> current() const;

    /// Enables what trains.
    void setMayTrain(bool mayTrain);

Q_SIGNALS:
    void currentChanged();
    /// The user has chosen another kind of images, among all of them.
    void kindChosen();
    /// The current image is to be put on the canvas.
    void canvasWanted();
    /// Networks are to be trained with and without the edits of training images.
    void trainAgainWanted();
    /// Networks are to be trained with and without these training images, by their numbers.
    void trainWithoutWanted(const std::vector<std::uint32_t>& numbers);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    QAction* addAction(const char* name, const QString& text, const QString& explanation);
    void makeActions();
    QWidget* makeButtons();
    std::vector<std::uint32_t> selectedNumbers() const;
    void showImages();
    void showState();
    void fillLabels();

    ImageEditor& m_editor;
    Mistakes m_data;
    GalleryChoice m_choice;
    QComboBox* m_kind;
    QLabel* m_heading;
    QListView* m_list;
    GalleryModel* m_model;
    QMenu* m_labels;
    QAction* m_leaveOut = nullptr;
    QAction* m_label = nullptr;
    QAction* m_restore = nullptr;
    QAction* m_undo = nullptr;
    QAction* m_redo = nullptr;
    QAction* m_trainAgain = nullptr;
    QAction* m_trainWithout = nullptr;
    bool m_mayTrain = false;
};

} // namespace numeral::ui
