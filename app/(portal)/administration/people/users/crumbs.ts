/** Breadcrumbs of the pages below the list of users; two pages share them. */
export const userCrumbs = [
  { label: "Administration" },
  { label: "Access" },
  { label: "Users", href: "/administration/people/users" },
];
