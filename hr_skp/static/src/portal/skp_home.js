import { registry } from "@web/core/registry";
import { Interaction } from "@web/public/interaction";

/**
 * The portal's home of performance opens as a frame, like Odoo's own ``/my``; what the user has to
 * do, his plans and his people are gathered and drawn by the server and put into it here.
 */
export class SkpHome extends Interaction {
    static selector = ".o_skp_content";

    dynamicContent = {
        ".o_skp_again": { "t-on-click": this.load },
    };

    start() {
        this.load();
    }

    async load() {
        this.el.setAttribute("aria-busy", "true");
        let nodes;
        try {
            nodes = await this.waitFor(this.fetchContent());
        } catch {
            return this.fill(() => this.renderAt("hr_skp.HomeFailure", {}, this.el));
        }
        this.fill(() => nodes.forEach((node) => this.insert(node, this.el)));
        this.scrollToAnchor();
    }

    async fetchContent() {
        const answer = await fetch(this.el.dataset.url);
        if (answer.redirected) {
            window.location.reload(); // logged out meanwhile: the page itself leads to the login
        }
        if (!answer.ok || answer.redirected) {
            throw new Error(`${answer.status} ${answer.url}`);
        }
        const page = new DOMParser().parseFromString(await answer.text(), "text/html");
        return [...page.body.children];
    }

    fill(draw) {
        this.removeChildren(this.el, false);
        this.el.classList.remove("placeholder-glow");
        this.el.removeAttribute("aria-busy");
        draw();
    }

    /** A task may lead to a part of this very page, which was not there when the browser looked. */
    scrollToAnchor() {
        const anchor = window.location.hash.slice(1);
        if (anchor) {
            document.getElementById(anchor)?.scrollIntoView();
        }
    }
}

registry.category("public.interactions").add("hr_skp.skp_home", SkpHome);
