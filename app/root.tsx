import type { LinksFunction, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import {
  isRouteErrorResponse,
  Links,
  Meta,
  Outlet,
  Scripts,
  ScrollRestoration,
  useLocation,
  useRouteError,
  useRouteLoaderData,
  type ClientLoaderFunctionArgs,
  type ShouldRevalidateFunctionArgs,
} from "@remix-run/react";
import { useContext, useEffect, useRef, useState, type ReactNode } from "react";
import { createPortal } from "react-dom";

import { shouldRevalidate as afterForm } from "#app/forms/keep.ts";
import { newKey } from "#app/live/newKey.ts";
import { isOutOfReach } from "#app/live/keepRead.ts";
import { useFocusKept } from "#app/live/useFocusKept.ts";
import { NonceContext } from "#app/nonce.ts";
import type { HeldBack } from "#app/forms/submit.ts";
import { Footer } from "#app/ui/Footer.tsx";
import { Header, type Section } from "#app/ui/Header.tsx";
import { Page } from "#app/ui/Page.tsx";
import { SendAgain } from "#app/ui/SendAgain.tsx";
import { SkipLink } from "#app/ui/SkipLink.tsx";
import { errorTitle, title } from "#app/ui/title.ts";
import { problemOf, type Problem } from "#server/domain/problem.ts";

import styles from "#app/styles/app.scss?url";

export const links: LinksFunction = () => [
  { rel: "stylesheet", href: styles },
  { rel: "icon", href: "/favicon.svg", type: "image/svg+xml" },
];

export const meta: MetaFunction = ({ error }) => (error === undefined ? title() : title(whatIsWrong(error).heading));

export async function loader({ context }: LoaderFunctionArgs) {
  return { me: await context.api.session.me(), pageKey: context.newKey(), mode: context.mode };
}

/** What was read last, in the browser. */
let known: Awaited<ReturnType<typeof loader>> | null = null;

/**
 * Where the network goes between the answer to a form and what is read after it, what was read last stays: an error page
 * would stand where the text was. The form was answered, so that its next press has a key of its own.
 */
export async function clientLoader({ serverLoader }: ClientLoaderFunctionArgs) {
  try {
    return await serverLoader<typeof loader>();
  } catch (thrown) {
    if (known === null || !isOutOfReach(thrown)) throw thrown;
    return { ...known, pageKey: newKey() };
  }
}

/**
 * A live signal reads the page anew, but the keys of its forms must stay: a press that is repeated because the
 * first answer was lost has to carry the key of the first.
 */
export function shouldRevalidate(change: ShouldRevalidateFunctionArgs): boolean {
  const sameView = change.formMethod === undefined && change.currentUrl.href === change.nextUrl.href;
  return !sameView && afterForm(change);
}

export default function App() {
  return (
    <Shell>
      <Outlet />
    </Shell>
  );
}

export function ErrorBoundary() {
  const { heading, children } = whatIsWrong(useRouteError());
  return (
    <Shell>
      <Page heading={heading}>{children}</Page>
    </Shell>
  );
}

/** What belongs in the document's head; on the server it is rendered by itself, outside the app. */
export function Head() {
  return (
    <>
      <Meta />
      <Links />
    </>
  );
}

function Shell({ children }: { children: ReactNode }) {
  const nonce = useContext(NonceContext);
  const { pathname } = useLocation();
  // Nothing is known of the reader when the root itself could not be loaded.
  const root = useRouteLoaderData<typeof loader>("root");
  const practices = root?.me?.practices ?? [];
  const roles = [...new Set(practices.map(({ role }) => role))];
  useEffect(() => {
    if (root !== undefined) known = root;
  }, [root]);
  useHeadingFocus(viewAt(pathname));
  useFocusKept();
  return (
    <>
      <SkipLink />
      <Title />
      <Header
        path={pathname}
        demo={root?.mode === "demo"}
        practice={practices.map(({ name }) => name).join(" · ") || undefined}
        reader={root?.me ? { name: root.me.name, role: roles.map(inWords).join(", ") } : undefined}
        sections={root?.me ? [...sections, ...(roles.includes("coordinator") ? coordinating : [])] : []}
      />
      {children}
      <Footer>Shipmate. For help, ask the person who coordinates your meetings.</Footer>
      <ScrollRestoration nonce={nonce} />
      <Scripts nonce={nonce} />
    </>
  );
}

const sections: readonly Section[] = [
  { href: "/", text: "Home" },
  { href: "/meetings", text: "Meetings" },
  { href: "/cases", text: "Cases" },
  { href: "/actions", text: "Actions" },
];
const coordinating: readonly Section[] = [
  { href: "/staff", text: "Staff" },
  { href: "/practice", text: "Practice" },
];

/** `practice-manager` as the header says it: Practice manager. */
function inWords(role: string): string {
  return role.charAt(0).toUpperCase() + role.slice(1).replaceAll("-", " ");
}

/**
 * Keeps the title right as pages change without a reload. The head is outside React's part of the document, so the
 * route's title is drawn out of sight and copied; what the page has made of it after a refusal stays.
 */
function Title() {
  const [holder, setHolder] = useState<HTMLElement | null>(null);
  useEffect(() => setHolder(document.createElement("div")), []);
  useEffect(() => {
    const words = holder?.querySelector("title")?.textContent;
    if (words && document.title !== errorTitle(words)) document.title = words;
  });
  return holder && createPortal(<Meta />, holder);
}

/** A page that changes without a reload says nothing by itself: the focus goes to what is new. */
function useHeadingFocus(view: string) {
  const shown = useRef(view);
  useEffect(() => {
    if (shown.current === view) return;
    shown.current = view;
    document.querySelector("h1")?.focus();
  }, [view]);
}

/** Each answer by a mailed link goes on to the next link, on the same page, where the press keeps its place. */
function viewAt(pathname: string): string {
  return pathname.startsWith("/answer/") ? "/answer" : pathname;
}

type Wrong = { heading: string; children: ReactNode };

/** One page for what is not there and what may not be known to be there: the difference is not told. */
function whatIsWrong(error: unknown): Wrong {
  const held = isRouteErrorResponse(error) ? heldIn(error.data) : null;
  if (held !== null) return { heading: "You have been signed out", children: <SendAgain held={held} /> };
  const problem = isRouteErrorResponse(error) ? problemOf({ problem: error.data as unknown }) : null;
  if (isRouteErrorResponse(error) && error.status === 404) return notFound;
  if (problem?.kind === "forbidden") return { heading: "You cannot do this", children: <p>{problem.message}</p> };
  return {
    heading: "Sorry, there is a problem with the service",
    children: <Trouble reference={problem?.reference} />,
  };
}

function heldIn(data: unknown): HeldBack["held"] | null {
  return problemOf(data)?.kind === "signed-out" && "held" in (data as object) ? (data as HeldBack).held : null;
}

const notFound: Wrong = {
  heading: "Page not found",
  children: (
    <>
      <p>There is no such page, or it is not one that you can open.</p>
      <p>
        If you typed the address, check it. Otherwise go <a href="/">home</a>, or ask the person who coordinates your
        meetings.
      </p>
    </>
  ),
};

function Trouble({ reference }: Pick<Partial<Problem>, "reference">) {
  return (
    <>
      <p>Try again in a few minutes. What was saved before is safe.</p>
      {reference && <p>If it happens again, tell the person who looks after Shipmate this reference: {reference}</p>}
    </>
  );
}
