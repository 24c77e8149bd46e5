/** Composes and sends mail, by a mail server or into a folder: the only importer of nodemailer. */
import { randomUUID } from "node:crypto";
import { chmod, mkdir, open, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import nodemailer from "nodemailer";
import type { CalendarMethod } from "#db/vocabulary.ts";
import type { Config, MailServer } from "./config.ts";
import type { MailPlace } from "./context.ts";
import type { MailFaultKind } from "./domain/messages.ts";
import { dayOf, type Instant } from "./domain/time.ts";

/** A mail to one person, whole: the personal link stands in its text. */
export interface Mail {
  /** Its message's id. The same mail sent twice has the same, by which mail programs know it as one. */
  id: string;
  to: { name: string; address: string };
  subject: string;
  text: string;
  calendar: { method: CalendarMethod; text: string } | null;
  queuedAt: Instant;
}

export type MailSettings = Pick<Config, "smtp" | "mailFrom" | "mailFolder">;

export interface Mailer {
  /** Done when the mail server or the disk has it; throws a MailFault. */
  send(mail: Mail): Promise<void>;
}

/** Why a mail did not go out, in words for the outbox. */
export class MailFault extends Error {
  constructor(
    readonly kind: MailFaultKind,
    message: string,
  ) {
    super(message);
  }
}

/** Longer than any of these means that nothing will come; together they stay below the time a taken mail is held. */
const patience = { connect: 10_000, answer: 20_000, whole: 45_000 };
const longestAnswer = 200;

const composer = nodemailer.createTransport({ streamTransport: true, buffer: true, newline: "windows" });

/** The message (RFC 5322) exactly as it is sent, the same bytes each time. */
export async function composeMail(mail: Mail, settings: Pick<MailSettings, "mailFrom">): Promise<Buffer> {
  const { name, address } = settings.mailFrom;
  const { message } = await composer.sendMail({
    from: { name: oneLine(name), address: oneLine(address) },
    to: { name: oneLine(mail.to.name), address: oneLine(mail.to.address) },
    subject: oneLine(mail.subject),
    // When it was ready to go, as RFC 5322 means it, not when a server took it.
    date: new Date(mail.queuedAt),
    messageId: `<${mail.id}@${address.split("@").at(-1)}>`,
    headers: { "Auto-Submitted": "auto-generated" },
    text: mail.text,
    // As an alternative to the text, which is what makes Outlook show Accept and Decline; and as a file for the rest.
    ...(mail.calendar
      ? { icalEvent: { method: mail.calendar.method, content: mail.calendar.text, filename: "meeting.ics" } }
      : {}),
    boundaryPrefix: "shipmate",
    baseBoundary: mail.id,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return message as Buffer;
}

export function mailPlaceOf({ smtp, mailFolder }: MailSettings): MailPlace {
  return smtp ? { kind: "server", name: smtp.host } : { kind: "folder", name: mailFolder };
}

export function createMailer(settings: MailSettings): Mailer {
  return settings.smtp ? byServer(settings.smtp, settings) : intoFolder(settings);
}

function byServer(server: MailServer, settings: MailSettings): Mailer {
  const isHere = /^(localhost|127\.|::1$)/.test(server.host);
  const transport = nodemailer.createTransport({
    host: server.host,
    port: server.port,
    secure: server.secure,
    // A password never travels in the clear, except within this machine, where nothing travels.
    requireTLS: !server.secure && !isHere && server.login !== null,
    ignoreTLS: isHere,
    ...(server.login ? { auth: { user: server.login.user, pass: server.login.password } } : {}),
    connectionTimeout: patience.connect,
    greetingTimeout: patience.connect,
    dnsTimeout: patience.connect,
    socketTimeout: patience.answer,
  });
  return {
    async send(mail) {
      const raw = await composeMail(mail, settings);
      try {
        await transport.sendMail({
          envelope: { from: oneLine(settings.mailFrom.address), to: [oneLine(mail.to.address)] },
          raw,
          signal: AbortSignal.timeout(patience.whole),
        });
      } catch (error) {
        throw faultOf(error);
      }
    },
  };
}

/** One file a mail, whole or not there, readable by this program's user alone. Its name says a day and an id. */
function intoFolder(settings: MailSettings): Mailer {
  const folder = settings.mailFolder;
  return {
    async send(mail) {
      const raw = await composeMail(mail, settings);
      const unfinished = join(folder, `.${randomUUID()}.part`);
      try {
        await mkdir(folder, { recursive: true, mode: 0o700 });
        await chmod(folder, 0o700);
        await writeThrough(unfinished, raw);
        await rename(unfinished, join(folder, `${dayOf(mail.queuedAt)}-${mail.id}.eml`));
      } catch (error) {
        await rm(unfinished, { force: true }).catch(() => {});
        const code = error instanceof Error && "code" in error ? ` (${String(error.code)})` : "";
        throw new MailFault("no-service", `The folder for mail could not be written${code}.`);
      }
    },
  };
}

async function writeThrough(path: string, content: Buffer): Promise<void> {
  const file = await open(path, "wx", 0o600);
  try {
    await file.writeFile(content);
    await file.sync();
  } finally {
    await file.close();
  }
}

/** What nodemailer says when a server does not take a mail. */
interface SendingError {
  code?: string;
  /** At which command: `CONN`, `AUTH …`, `MAIL FROM`, `RCPT TO`, `DATA`. */
  command?: string;
  responseCode?: number;
  response?: string;
}

function faultOf(error: unknown): MailFault {
  const { code = "", command = "", responseCode = 0, response = "" } = error as SendingError;
  const said = response ? ` It said: ${oneLine(response).slice(0, longestAnswer)}` : "";
  if (responseCode !== 421 && command === "RCPT TO") {
    return new MailFault("refused", `The mail server did not take this address.${said}`);
  }
  if (responseCode !== 421 && command === "DATA") {
    return new MailFault("refused", `The mail server did not take this mail.${said}`);
  }
  if (command === "MAIL FROM") return new MailFault("no-service", `The mail server takes no mail from us.${said}`);
  if (/AUTH/.test(code)) return new MailFault("no-service", `The mail server did not let us sign in.${said}`);
  if (/TLS/.test(code)) return new MailFault("no-service", "The mail server offers no safe connection.");
  return new MailFault("no-service", `The mail server does not answer (code ${code || "unknown"}).${said}`);
}

/** No name and no subject can begin a header of its own. */
function oneLine(text: string): string {
  return text.replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, " ").trim();
}
