import { ago, bytes, count, day, dayAndTime, number } from "./formats";

/**
 * The texts that every page has, and those of Home. The other pages' are in `pages.ts`, which Home does not load.
 *
 * All texts of the client are in this folder, in English. A translation is a copy of it: functions take what differs and
 * give the whole sentence, so that its order is the language's own.
 */
export const texts = {
  name: "Image Portal",
  title: (page: string) => `${page} · Image Portal`,
  formats: { bytes, ago, day: (time: string) => day.format(new Date(time)),
    dayAndTime: (time: string) => dayAndTime.format(new Date(time)), number: (n: number) => number.format(n) },

  layout: {
    skipToContent: "Skip to the content",
    skipToFooter: "Skip to the end of the page",
    navigation: "Main",
    home: "Image Portal, home",
    upload: "Upload",
    uploading: (done: number, all: number) => `Uploaded ${number.format(done)} of ${number.format(all)}`,
    logIn: "Log in",
    signUp: "Sign up",
    logOut: "Log out",
    account: (name: string) => `Account of ${name}`,
    yourPictures: "Your pictures",
    settings: "Settings",
    theme: "Theme",
    themes: { system: "As the system", light: "Light", dark: "Dark" },
    footer: "Pictures belong to the people who took them.",
    api: "API",
    offline: "You are offline. What is here stays; the rest follows when the network is back.",
    ended: "Your session has ended. Log in again to go on.",
    loggedOut: "You are logged out.",
    dismiss: "Dismiss",
    close: "Close",
    cancel: "Cancel",
    loading: "Loading",
  },

  states: {
    tryAgain: "Try again",
    notLoaded: "That did not load. Try again, or load the page anew.",
    notLoadedOffline: "You are offline: that could not be loaded. Try again when the network is back.",
    offline: "You are offline",
    offlineDetail: "This page needs the network. It loads by itself when you are back online.",
    noAnswer: "The portal does not answer",
    noAnswerDetail: "Check your network, or try again in a moment.",
    busy: "The portal is busy",
    busyDetail: "This part of it does not answer just now. Try again in a few seconds.",
    tooMany: (seconds: number | undefined) =>
      seconds ? `That was too often. Wait ${count(seconds, "second", "seconds")}, then try again.`
        : "That was too often. Wait a little, then try again.",
    failed: "Something went wrong",
    notFound: "There is nothing here",
    notFoundDetail: "The address may be mistyped, or what was here is gone.",
    toHome: "See the newest pictures",
    crashed: "This page broke",
    crashedDetail: "That is our fault. Loading it again often helps.",
    reload: "Load again",
  },

  list: {
    loadingMore: "Loading more pictures",
    more: "Show more",
    end: "These are all pictures.",
    moreFailed: "The next pictures did not load.",
    fresh: (n: number) => count(n, "new picture", "new pictures"),
    by: (name: string) => `by ${name}`,
    picture: (name: string) => `Picture by ${name}`,
    pictures: "Pictures",
  },

  home: {
    heading: "Newest pictures",
    trending: "Trending hashtags",
    noTrending: "Hashtags gather here as people use them.",
    empty: "No pictures yet",
    emptyDetail: "The first one could be yours.",
    upload: "Upload a picture",
  },

  search: {
    label: "Search pictures",
    placeholder: "Search pictures, #hashtags, @people",
    submit: "Search",
    clear: "Clear",
    suggestions: "Suggestions",
    suggested: (n: number) => (n === 0 ? "No suggestions" : count(n, "suggestion", "suggestions")),
    uses: (n: number) => count(n, "picture", "pictures"),
    heading: "Search",
    headingFor: (query: string) => `Results for “${query}”`,
    total: (n: number, exact: boolean) => (exact ? count(n, "picture", "pictures") : `More than ${number.format(n)} pictures`),
    sort: "Order",
    relevance: "Best match",
    newest: "Newest",
    start: "What are you looking for?",
    startDetail: "Any word of a caption or description will do. To be more exact:",
    examples: [
      ["#snow", "pictures with a hashtag"],
      ["@ada", "pictures of one person"],
      ["\"first light\"", "words that stand together"],
      ["lake -boat", "the first word without the second"],
    ] as const,
    none: "Nothing found",
    noneDetail: (query: string) => `No picture matches all of “${query}”.`,
    tips: ["Leave out a word: every one must match.", "Try a shorter form; the last word may be a beginning.", "Look among the hashtags below."],
  },
};
