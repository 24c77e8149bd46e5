/** Loaded before a story's server: its clock runs as fast as any, and is as far ahead as the stories say. */
const ahead = Number(process.env.E2E_CLOCK_AHEAD);

globalThis.Date = new Proxy(Date, {
  construct: (RealDate, given) => Reflect.construct(RealDate, given.length === 0 ? [RealDate.now() + ahead] : given),
  get: (RealDate, name) => (name === "now" ? () => RealDate.now() + ahead : Reflect.get(RealDate, name)),
});
