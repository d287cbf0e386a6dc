// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/ink/canvas_content.h"

#include <QUndoCommand>

#include <algorithm>
#include <functional>
#include <utility>

namespace numeral::ui {

/// Undo command for any change of the canvas, with the function that makes the change. It stores
/// only the difference, so the undo steps of a large drawing hold each stroke once, not once per
/// step.
class ContentChange : public QUndoCommand {
public:
    /// Difference between two contents: keep the first strokes, append others, replace the picture.
    struct Step {
        std::size_t kept = 0;
        Ink added;
        QImage picture;
    };
    using Make = std::function<void(const Step&)>;

    ContentChange(
        Make make, const CanvasContent& before, const CanvasContent& after, const QString& what)
        : QUndoCommand(what)
        , m_make(std::move(make))
        , m_undoStep(step(after, before))
        , m_redoStep(step(before, after))
    {
    }

    void undo() override { m_make(m_undoStep); }
    void redo() override { m_make(m_redoStep); }

private:
    static Step step(const CanvasContent& from, const CanvasContent& to)
    {
        const auto differing
            = std::mismatch(from.ink.begin(), from.ink.end(), to.ink.begin(), to.ink.end()).second;
        return {static_cast<std::size_t>(differing - to.ink.begin()), Ink(differing, to.ink.end()),
            to.picture};
    }

    Make m_make;
    Step m_undoStep;
    Step m_redoStep;
};

} // namespace numeral::ui
