/**
 * Dragging a chip to another cell with the mouse. The keyboard has Ctrl+arrows for it.
 *
 * @param {{el: HTMLElement}} root
 * @param {(chipId: number, rowId: number, columnId: string) => void} onMove
 * @returns {Object} handlers for the events of the table
 */
export function useMatrixDrag(root, onMove) {
    let draggedId = null;
    let target = null;

    /** Marked in the page itself: drawing rows while something hovers over them would stutter. */
    function markTarget(cell) {
        if (target !== cell) {
            target?.classList.remove("o_skp_target");
            cell?.classList.add("o_skp_target");
            target = cell;
        }
    }

    function getCell(ev) {
        return draggedId === null ? null : ev.target.closest(".o_skp_open");
    }

    function onDragend() {
        markTarget(null);
        root.el.querySelector(".o_skp_dragged")?.classList.remove("o_skp_dragged");
        draggedId = null;
    }

    return {
        onDragstart(ev) {
            const chip = ev.target.closest?.("[data-chip]");
            if (chip) {
                draggedId = Number(chip.dataset.chip);
                ev.dataTransfer.effectAllowed = "move";
                ev.dataTransfer.setData("text/plain", chip.textContent);
                chip.classList.add("o_skp_dragged");
            }
        },
        onDragover(ev) {
            const cell = getCell(ev);
            markTarget(cell);
            if (cell) {
                ev.preventDefault();
                ev.dataTransfer.dropEffect = "move";
            }
        },
        onDrop(ev) {
            const cell = getCell(ev);
            const chipId = draggedId;
            onDragend();
            if (cell) {
                ev.preventDefault();
                onMove(chipId, Number(cell.dataset.row), cell.dataset.column);
            }
        },
        onDragend,
    };
}
