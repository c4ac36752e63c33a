import { Component, onWillStart, useEffect, useRef } from "@odoo/owl";
import { loadBundle } from "@web/core/assets";

/** A chart of Odoo's own Chart.js whose bars open a list; its colours come from the style sheet. */
export class DashboardChart extends Component {
    static template = "hr_skp_evaluation.DashboardChart";
    static props = {
        labels: Array,
        datasets: Array, // {label, data, colour (a custom property), colours, line}
        stacked: { type: Boolean, optional: true },
        percent: { type: Boolean, optional: true },
        description: String,
        onPick: Function,
    };

    setup() {
        this.canvas = useRef("canvas");
        this.chart = null;
        onWillStart(() => loadBundle("web.chartjs_lib"));
        useEffect(
            () => {
                this.draw();
                return () => this.chart?.destroy();
            },
            () => [this.props.labels, this.props.datasets]
        );
    }

    colour(name) {
        return getComputedStyle(this.canvas.el).getPropertyValue(`--skp-${name}`).trim();
    }

    draw() {
        const { labels, stacked, percent } = this.props;
        this.chart?.destroy();
        this.chart = new window.Chart(this.canvas.el, {
            type: "bar",
            data: { labels, datasets: this.props.datasets.map((set) => this.prepare(set)) },
            options: {
                animation: false,
                maintainAspectRatio: false,
                onClick: (ev, [hit]) => hit && this.props.onPick(hit.index, hit.datasetIndex),
                plugins: {
                    legend: {
                        position: "bottom",
                        labels: {
                            boxWidth: 12,
                            // Bars of many colours have their words below them.
                            filter: (item) => !this.props.datasets[item.datasetIndex].colours,
                        },
                    },
                },
                scales: {
                    x: { stacked, grid: { display: false } },
                    y: {
                        stacked,
                        beginAtZero: true,
                        max: percent ? 100 : undefined,
                        ticks: { precision: 0, callback: (v) => (percent ? `${v} %` : v) },
                    },
                },
            },
        });
    }

    prepare({ label, data, colour, colours, line }) {
        const paint = colours ? colours.map((c) => this.colour(c)) : this.colour(colour);
        const common = { label, data, backgroundColor: paint, borderColor: paint };
        return line
            ? { ...common, type: "line", borderDash: [4, 3], pointRadius: 4, order: -1 }
            : { ...common, maxBarThickness: 48 };
    }
}
