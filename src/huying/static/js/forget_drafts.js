// The sign-in page after somebody signed out: what they were writing is not for whoever comes next in this tab.
// (After a session that ended by itself the page leads back to the form, and the draft waits for its owner: draft.js.)
for (const name of Object.keys(sessionStorage)) if (name.startsWith("huying-draft-")) sessionStorage.removeItem(name);
