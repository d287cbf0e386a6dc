// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/ink/canvas_content.h"

#include <QUndoCommand>

#include <algorithm>
#include <functional>
#include <utility>

namespace numeral::ui {

/// Any change of the canvas, to be undone and redone, and the function that makes it. Only what
/// differs is kept: the steps of a large drawing have its strokes once, not once each.
class ContentChange : public QUndoCommand {
public:
    /// How one content becomes another: of its strokes the first stay, some come after them, and
    /// the picture is replaced.
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
        , m_back(step(after, before))
        , m_forth(step(before, after))
    {
    }

    void undo() override { m_make(m_back); }
    void redo() override { m_make(m_forth); }

private:
    static Step step(const CanvasContent& from, const CanvasContent& to)
    {
        const auto differing
            = std::mismatch(from.ink.begin(), from.ink.end(), to.ink.begin(), to.ink.end()).second;
        return {static_cast<std::size_t>(differing - to.ink.begin()), Ink(differing, to.ink.end()),
            to.picture};
    }

    Make m_make;
    Step m_back;
    Step m_forth;
};

} // namespace numeral::ui
