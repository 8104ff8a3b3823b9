const colours = ink => ({
  default: { default: ink, subtle: "#616161" },
  accent: { default: "#4f52b2", subtle: "#4f52b2" },
  good: { default: "#0e700e", subtle: "#0e700e" },
  warning: { default: "#8a5300", subtle: "#8a5300" },
  attention: { default: "#b10e1c", subtle: "#b10e1c" },
  dark: { default: "#242424", subtle: "#616161" },
  light: { default: "#ffffff", subtle: "#f0f0f0" },
});

const container = background => ({ backgroundColor: background, foregroundColors: colours("#242424") });

/** The measures Teams draws a card with: spacings, text sizes, colours of its light theme. */
export const hostConfig = {
  fontFamily: "var(--font)",
  fontSizes: { small: 12, default: 14, medium: 14, large: 18, extraLarge: 24 },
  lineHeights: { small: 16, default: 20, medium: 20, large: 24, extraLarge: 32 },
  fontWeights: { lighter: 400, default: 400, bolder: 600 },
  spacing: { small: 8, default: 12, medium: 16, large: 20, extraLarge: 24, padding: 16 },
  separator: { lineThickness: 1, lineColor: "#e0e0e0" },
  supportsInteractivity: true,
  containerStyles: {
    default: container("#ffffff"),
    emphasis: container("#fafafa"),
    accent: container("#c5cbfa"),
    good: container("#e7f2da"),
    warning: container("#fbf6d9"),
    attention: container("#fcf4f6"),
  },
  actions: {
    maxActions: 6, spacing: "medium", buttonSpacing: 8, actionsOrientation: "horizontal", actionAlignment: "left", allowTitleToWrap: true,
    showCard: { actionMode: "inline", inlineTopMargin: 16, style: "default" },
  },
  inputs: {
    label: { inputSpacing: "small", requiredInputs: { suffix: " *", suffixColor: "attention", weight: "default" }, optionalInputs: { weight: "default" } },
    errorMessage: { size: "small", color: "attention", weight: "bolder", spacing: "small" },
  },
  textStyles: { heading: { size: "large", weight: "bolder" }, columnHeader: { weight: "bolder" } },
  textBlock: { headingLevel: 3 },
  factSet: { title: { weight: "bolder", wrap: true, maxWidth: 150 }, value: { wrap: true }, spacing: 12 },
  imageSizes: { small: 32, medium: 52, large: 100 },
  adaptiveCard: { allowCustomStyle: false },
};
