/** @type {import("prettier").Config} */
const prettierConfig = { printWidth: 120 };

export default prettierConfig;
